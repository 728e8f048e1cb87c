from sqlalchemy import BigInteger, Numeric, Text
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    total: Mapped[float] = mapped_column(Numeric(10, 2))
    gift_note: Mapped[str | None] = mapped_column(Text)


def slip(order: Order) -> str:
    return f"Order {order.id}: {order.total} {order.gift_note or ''}"
