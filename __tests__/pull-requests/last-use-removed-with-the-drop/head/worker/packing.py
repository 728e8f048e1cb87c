from sqlalchemy import BigInteger, Numeric
from sqlalchemy.orm import Mapped, mapped_column

from .base import Base


class Order(Base):
    __tablename__ = "orders"

    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    total: Mapped[float] = mapped_column(Numeric(10, 2))


def slip(order: Order) -> str:
    return f"Order {order.id}: {order.total}"
