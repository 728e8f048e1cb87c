def test_slip_without_gift_note():
    assert "gift_note" not in slip(order())
