"""Opening the database."""

from sqlalchemy.exc import SQLAlchemyError

from storage.database import Database, DatabaseAddressError
from storage.migrations import DatabaseTooNewError, migrate


def open_books(database_url: str) -> Database:
    """Open the database and bring its schema up to date.

    Raises DatabaseAddressError or DatabaseTooNewError; both say what to do.
    """
    try:
        books = Database(database_url)
    except OSError as error:
        raise DatabaseAddressError(
            f"The database's folder cannot be made ({error.strerror}): choose another DATABASE_URL."
        ) from error
    try:
        migrate(books)
    except (SQLAlchemyError, DatabaseTooNewError) as error:
        books.close()
        if isinstance(error, DatabaseTooNewError):
            raise
        # The error's own words may hold the address, and with it the password.
        raise DatabaseAddressError(
            f"The database does not answer ({type(error).__name__}): "
            "look at DATABASE_URL, and that its server runs."
        ) from None
    return books
