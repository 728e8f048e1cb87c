from worker.packing import Order, slip


def test_slip():
    assert slip(Order(id=1, total=2, gift_note="Hi")) == "Order 1: 2 Hi"
