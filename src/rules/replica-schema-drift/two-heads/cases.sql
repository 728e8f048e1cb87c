-- case: the new one follows the last
-- file: alembic/versions/c3_items.py
revision: str = 'c3'
down_revision: Union[str, None] = 'b2' # finding: unreadable-migration (caution)
-- on-base: alembic/versions/a1_orders.py
revision = "a1"
down_revision = None
-- on-base: alembic/versions/b2_users.py
revision = "b2"
down_revision = "a1"

-- case: two new ones follow the same
-- file: alembic/versions/b2_items.py
revision = "b2"
down_revision = "a1" # finding: unreadable-migration (caution)
-- file: alembic/versions/c3_users.py
revision = "c3"
down_revision = "a1" # finding: two-heads, unreadable-migration (caution)
-- on-base: alembic/versions/a1_orders.py
revision = "a1"
down_revision = None

-- case: one that joins two
-- file: alembic/versions/d4_merge.py
revision = "d4"
down_revision = ("b2", "c3") # finding: unreadable-migration (caution)
-- on-base: alembic/versions/a1_orders.py
revision = "a1"
down_revision = None
-- on-base: alembic/versions/b2_users.py
revision = "b2"
down_revision = "a1"
-- on-base: alembic/versions/c3_items.py
revision = "c3"
down_revision = "a1"

-- case: a branch with a label
-- file: alembic/versions/c3_items.py
revision = "c3"
down_revision = "a1"
branch_labels = ("items",) # finding: unreadable-migration (caution)
-- on-base: alembic/versions/a1_orders.py
revision = "a1"
down_revision = None
-- on-base: alembic/versions/b2_users.py
revision = "b2"
down_revision = "a1"

-- case: a second beginning
-- file: alembic/versions/b2_items.py
revision = "b2"
down_revision = None # finding: two-heads, unreadable-migration (caution)
-- on-base: alembic/versions/a1_orders.py
revision = "a1"
down_revision = None

-- case: two of Django with one number
-- file: shop/migrations/0002_items.py
class Migration(migrations.Migration):
    dependencies = [
        ("shop", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ] # finding: two-heads, unreadable-migration (caution)
-- on-base: shop/migrations/0001_initial.py
class Migration(migrations.Migration):
    initial = True
    dependencies = []
-- on-base: shop/migrations/0002_users.py
class Migration(migrations.Migration):
    dependencies = [("shop", "0001_initial")]

-- case: two of Django with one number, one behind the other
-- file: shop/migrations/0002_items.py
class Migration(migrations.Migration):
    dependencies = [("shop", "0002_users"), ("users", "0001_initial")] # finding: unreadable-migration (caution)
-- on-base: shop/migrations/0001_initial.py
class Migration(migrations.Migration):
    dependencies = []
-- on-base: shop/migrations/0002_users.py
class Migration(migrations.Migration):
    dependencies = [("shop", "0001_initial")]
