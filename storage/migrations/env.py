"""Alembic's entry: runs the revisions on the connection that `migrate` hands over."""

from alembic import context

from storage.brainstorm_tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    transactional_ddl=False,  # the caller's transaction holds it all
)
context.run_migrations()
