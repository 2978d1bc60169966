from threading import Event

import pytest

from service.pipeline import extract, load_pipeline
from service.stopping import StoppedError, check_stop, stoppable


def test_only_stopped_work_ends() -> None:
    stop = Event()
    check_stop()
    with stoppable(stop):
        check_stop()
        stop.set()
        with pytest.raises(StoppedError):
            check_stop()
    check_stop()


def test_reading_a_text_can_be_stopped() -> None:
    stop = Event()
    stop.set()
    with stoppable(stop), pytest.raises(StoppedError):
        extract("Chi 3,5 tỷ đồng.", nlp=load_pipeline(model="none"))
