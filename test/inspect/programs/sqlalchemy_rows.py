"""Rows of SQLAlchemy's ORM, a part of them loaded."""
from sqlalchemy import Column, Integer, String, create_engine
from sqlalchemy.orm import Session, declarative_base

Base = declarative_base()


class User(Base):
    __tablename__ = "users"
    id = Column(Integer, primary_key=True)
    name = Column(String(50))


engine = create_engine("sqlite://")
Base.metadata.create_all(engine)
session = Session(engine)
session.add_all([User(name="user%d" % i) for i in range(count)])
session.commit()
keep = session.query(User).limit(count // 20).all()
