from worker.packing import Order, slip


def test_slip():
    assert slip(Order(id=1, total=2)) == "Order 1: 2"


def test_status():
    assert Order(status="packed").status == "packed"
