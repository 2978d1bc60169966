from fastapi.testclient import TestClient

from service.api.app import create_app
from service.settings import Settings


def read(client: TestClient) -> dict[str, float]:
    lines = client.get("/metrics").text.splitlines()
    return {name: float(value) for name, value in (line.rsplit(" ", 1) for line in lines if not line.startswith("#"))}


def test_what_is_counted() -> None:
    text = "Chi 3,5 tỷ đồng, thu 4 tỷ đồng trước ngày 30/6/2025."
    with TestClient(create_app(Settings(model="none"))) as client:
        client.post("/extract", json={"text": text})
        client.post("/extract", json={"text": 1})
        metrics = read(client)
        assert metrics['trichluc_requests_total{method="POST",route="/extract",status="200"}'] == 1
        assert metrics['trichluc_requests_total{method="POST",route="/extract",status="422"}'] == 1
        assert metrics['trichluc_request_seconds_count{method="POST",route="/extract"}'] == 2
        assert metrics['trichluc_entities_total{label="AMOUNT"}'] == 2
        assert metrics['trichluc_entities_total{label="DATE"}'] == 1
        assert metrics["trichluc_characters_total"] == len(text)
        assert metrics["trichluc_queue_depth"] == 0
        assert any(name.startswith('trichluc_model_info{name="none"') for name in metrics)


def test_two_applications_count_apart() -> None:
    with TestClient(create_app(Settings(model="none"))) as one, TestClient(create_app(Settings(model="none"))) as two:
        one.post("/extract", json={"text": "a"})
        assert read(one)["trichluc_texts_total"] == 1
        assert read(two)["trichluc_texts_total"] == 0
