import pytest
from benchmarks.corpora import VARIABLE, Corpora, corpora


@pytest.fixture(scope="module")
def there() -> Corpora:
    found = corpora()
    if found.folder is None:
        pytest.skip(f"{VARIABLE} is not set: the quality of reading is not measured without the corpora")
    return found
