import { describe, expect, test } from '@jest/globals';
import { changedCode } from '../../src/code/changed-code.js';
import { readCode } from '../../src/code/code-lines.js';
import { fileKind } from '../../src/code/file-kind.js';
import { parsePatch, patchOfNew } from '../../src/code/patch.js';
import { usesOf, type CodeObject } from '../../src/code/uses.js';

const GIFT_NOTE: CodeObject = { kind: 'column', table: 'orders', name: 'gift_note', common: false };
const STATUS: CodeObject = { kind: 'column', table: 'orders', name: 'status', common: true };
const PERSON_STATUS: CodeObject = { kind: 'column', table: 'people', name: 'status', common: true };
const ORDERS: CodeObject = { kind: 'table', name: 'orders' };
const ORDER_ITEMS: CodeObject = { kind: 'table', name: 'order_items' };

/** Numbers of the added lines that use an object, in a file of this name that is new. */
function lines(object: CodeObject, path: string, text: string): readonly number[] {
  const code = changedCode([{ path, hunks: () => parsePatch(patchOfNew(text)) }]);
  return usesOf(object, readCode(code)).added.map(({ line }) => line);
}

/** One line that uses it, or none. */
function isUse(object: CodeObject, path: string, text: string): boolean {
  return lines(object, path, text).length > 0;
}

describe('a name of two words is a use as a word of its own', () => {
  test.each([
    ['a.py', 'order.gift_note'],
    ['a.ts', 'order.giftNote'],
    ['a.go', 'o.GiftNote'],
    ['a.java', 'ORDERS.GIFT_NOTE'],
    ['a.rb', 'where(gift_note: nil)'],
    ['a.sql', 'SELECT "gift_note" FROM orders'],
    ['a.tsx', "fetch('/orders?fields=gift_note')"],
    ['a.php', '$order->gift_note'],
    ['a.py', 'Item.filter(order__gift_note__isnull=True)'],
    ['a.py', 'def f():\n    """x"""\n    use(order.gift_note)'],
    ['a.py', 'cur.execute(\n    """\n    SELECT gift_note\n    """)'],
  ])('%s: %s', (path, text) => expect(isUse(GIFT_NOTE, path, text)).toBe(true));

  test.each([
    ['a.ts', 'giftNotes'],
    ['a.ts', 'myGiftNote'],
    ['a.ts', '$giftNote'],
    ['a.py', 'gift_note_length'],
    ['a.py', 'x = 1  # gift_note'],
    ['a.ts', 'x(); // giftNote'],
    ['a.ts', 'x(); /* giftNote */ y();'],
    ['a.sql', 'SELECT 1 -- gift_note'],
    ['a.rb', '# gift_note'],
    ['a.ts', 'const q = `\n  SELECT 1 -- gift_note\n`'],
    ['a.tsx', 'const [giftNote, setGiftNote] = useState("")'],
    ['a.erb', '<!-- gift_note -->'],
    ['a.py', 'def f():\n    """gift_note\n    gift_note\n    """'],
    ['a.py', '"""gift_note"""'],
    ['a.ts', 'const giftNote = process.env.GIFT_NOTE'],
  ])('and not in %s: %s', (path, text) => expect(isUse(GIFT_NOTE, path, text)).toBe(false));

  test('a comment goes on over lines, and ends', () => {
    expect(lines(GIFT_NOTE, 'a.ts', '/*\n giftNote\n */ giftNote\n/**\n * giftNote\n */\ngiftNote\n')).toEqual([3, 7]);
  });

  test('what looks like a comment in a string is none', () => {
    expect(isUse(GIFT_NOTE, 'a.ts', 'get("https://x/" + order.giftNote)')).toBe(true);
    expect(isUse(GIFT_NOTE, 'a.rb', 'puts "#{order.gift_note}"')).toBe(true);
    expect(isUse(GIFT_NOTE, 'a.py', `f("don't", order.gift_note)`)).toBe(true);
  });
});

describe('a common word is a use where a column of its table stands', () => {
  test.each([
    ['src/order.entity.ts', '  status: string;'],
    ['src/order.entity.ts', '  @Column() status!: string;'],
    ['src/Order.java', '  private String status;'],
    ['src/Order.cs', '  public string Status { get; set; }'],
    ['models/order.go', '\tStatus string `db:"status"`'],
    ['app/models.py', 'class Order(models.Model):\n    status = models.CharField(max_length=9)'],
    ['app/models.py', 'class Order(Base):\n    status: Mapped[str] = mapped_column()'],
    ['app/models/order.rb', '  enum :status, %i[open paid]'],
    ['prisma/schema.prisma', 'model Order {\n  status String @default("open")\n}'],
    ['src/schema.ts', "export const orders = pgTable('orders', {\n  status: text('status'),\n});"],
    ['lib/order.ex', 'schema "orders" do\n  field :status, :string'],
    ['src/schema.rs', 'pub struct Order {\n    pub status: String,'],
    ['a.ts', 'if (order.status === 1) {}'],
    ['a.ts', 'newOrder?.status'],
    ['a.rb', '@order.status'],
    ['a.py', 'Order.objects.filter(status="open")'],
    ['a.py', "db.execute('UPDATE orders SET status = 1')"],
    ['a.ts', 'const q = `\n  SELECT o.id, o.status\n  FROM orders o`'],
    ['a.ts', 'const q = `\n  SELECT id,\n    status\n  FROM orders`'],
    ['queries/orders.sql', 'UPDATE orders\nSET status = $1\nWHERE id = $2;'],
    ['a.py', 'Order.objects.filter(status__in=["open"]).order_by("-status")'],
    ['a.py', 'Item.objects.filter(order__status="open", orders=1)'],
    ['a.ts', "prisma.order.findMany({\n  where: { id: 1 },\n  orderBy: { status: 'asc' },\n})"],
    ['a.ts', "await knex('orders')\n  .where({ status: 'open' })"],
    ['src/schema.rs', 'diesel::table! {\n    orders (id) {\n        status -> Text,'],
  ])('%s: %s', (path, text) => expect(isUse(STATUS, path, text)).toBe(true));

  test.each([
    ['a.ts', 'res.status(200)'],
    ['src/orders.controller.ts', 'res.status(200)'],
    ['src/orders.controller.ts', 'const status = await load();'],
    ['a.ts', "res.json({ status: 'ok' })"],
    ['a.ts', 'user.status'],
    ['src/user.entity.ts', '  status: string;'],
    ['app/models.py', 'class Order(Base):\n    id = Column()\n\nclass User(Base):\n    status = Column(Text)'],
    ['a.py', 'from orders import status'],
    ['a.ts', "import { status } from 'orders';"],
    ['a.ts', "export { status } from 'orders';"],
    ['a.sql', 'SELECT status FROM users ORDER BY status'],
    ['a.go', 'status := resp.StatusCode'],
    ['a.go', 'log.Info("start", "status", 1, "orders", len(orders))'],
    ['a.go', 'orders := load(os.Getenv("STATUS"), "status")'],
    ['src/schema.rs', 'diesel::table! {\n    users (id) {\n        status -> Text,'],
    ['src/orders.ts', 'for (const order of orders) count(order);\nconst status = 1;\nlog(status);'],
  ])('and not in %s: %s', (path, text) => expect(isUse(STATUS, path, text)).toBe(false));

  test('a person is one of the people', () => {
    expect(isUse(PERSON_STATUS, 'a.ts', 'person.status')).toBe(true);
  });

  test('what git shows as the place of a hunk tells whose model it is', () => {
    const patch = (heading: string) =>
      `@@ -40,2 +40,3 @@ ${heading}\n     id = Column()\n+    status = Column(Text)\n \n`;
    const used = (heading: string) => {
      const code = changedCode([{ path: 'app/models.py', hunks: () => parsePatch(patch(heading)) }]);
      return usesOf(STATUS, readCode(code)).added;
    };
    expect(used('class Order(Base):')).toEqual([{ path: 'app/models.py', line: 41 }]);
    expect(used('class User(Base):')).toEqual([]);
  });
});

describe('a table', () => {
  test.each([
    [ORDER_ITEMS, 'a.py', 'class OrderItem(Base):'],
    [ORDER_ITEMS, 'a.ts', 'prisma.orderItem.findMany()'],
    [ORDER_ITEMS, 'a.tsx', 'sql`select 1 from order_items`'],
    [ORDERS, 'a.ts', 'sql`select 1 from orders`'],
    [ORDERS, 'a.ts', 'sql`insert into shop.orders values (1)`'],
    [ORDERS, 'a.py', '__tablename__ = "orders"'],
    [ORDERS, 'a.rb', 'class Order < ApplicationRecord'],
    [ORDERS, 'a.go', 'type Order struct {'],
    [ORDERS, 'a.ts', 'prisma.order.findMany()'],
    [ORDERS, 'a.py', 'Order.objects.all()'],
    [ORDERS, 'a.go', 'const q = `\n  SELECT id\n  FROM\n    orders\n`'],
    [ORDERS, 'a.go', 'func (Order) TableName() string {\n\treturn "orders"\n}'],
    [ORDERS, 'a.ts', 'constructor(private readonly repo: Repository<Order>) {}'],
    [ORDERS, 'A.java', 'interface Orders extends JpaRepository<Order, Long> {'],
    [ORDERS, 'A.java', 'dsl.selectFrom(ORDERS)'],
    [ORDERS, 'a.cs', 'public DbSet<Order> All => Set<Order>();'],
    [ORDERS, 'a.rb', '  has_many :orders'],
    [ORDERS, 'a.rb', 'DB[:orders].all'],
    [ORDERS, 'a.ts', "db.insertInto('orders')"],
  ])('%j is used in %s: %s', (object, path, text) => expect(isUse(object, path, text)).toBe(true));

  test.each([
    [ORDER_ITEMS, 'a.tsx', 'const [orderItems, setOrderItems] = useState([])'],
    [ORDERS, 'a.sql', 'SELECT 1 FROM users ORDER BY id'],
    [ORDERS, 'a.ts', 'const order = [1, 2];'],
    [ORDERS, 'a.ts', "import x from 'orders';"],
    [ORDERS, 'a.ts', 'orders.push(1)'],
    [ORDERS, 'a.ts', 'orders.find((one) => one.id)'],
    [ORDERS, 'a.py', 'metric("sum", tags=["orders"])'],
    [ORDERS, 'a.ts', "router.get('orders')"],
  ])('%j is not used in %s: %s', (object, path, text) => expect(isUse(object, path, text)).toBe(false));
});

test("a function of the database is not the code's own of the same name", () => {
  const object: CodeObject = { kind: 'routine', name: 'net_total' };
  expect(lines(object, 'a.py', 'def net_total(x):\n    return x\n\nnet_total(1)\n')).toEqual([]);
  expect(lines(object, 'a.py', 'q = "SELECT net_total(id) FROM orders"\n')).toEqual([1]);
});

describe('the two sides of a change', () => {
  const used = (patch: string) =>
    usesOf(GIFT_NOTE, readCode(changedCode([{ path: 'a.ts', hunks: () => parsePatch(patch) }])));

  test('have the numbers of their own versions', () => {
    expect(used('@@ -8,3 +9,2 @@\n a\n-giftNote\n-b\n+c\n')).toEqual({
      added: [],
      removed: [{ path: 'a.ts', line: 9 }],
    });
  });

  test('cancel each other where a line was only reworded', () => {
    expect(used('@@ -1 +1 @@\n-giftNote\n+ giftNote()\n')).toEqual({ added: [], removed: [] });
  });
});

describe('a file', () => {
  test.each([
    ['src/orders.ts', 'code'],
    ['app/vendor/vendor.service.ts', 'code'],
    ['src/Latest.java', 'code'],
    ['src/contest.py', 'code'],
    ['db/queries/orders.sql', 'code'],
    ['src/main/resources/OrderMapper.xml', 'code'],
    ['src/orders.test.ts', 'test'],
    ['orders_test.go', 'test'],
    ['test_orders.py', 'test'],
    ['src/OrderTests.cs', 'test'],
    ['e2e/orders.ts', 'test'],
    ['db/seeds.rb', 'test'],
    ['docs/conf.py', 'docs'],
    ['README.md', 'docs'],
    ['dist/index.js', 'generated'],
    ['vendor/x.go', 'generated'],
    ['api/orders.pb.go', 'generated'],
    ['db/query.sql.go', 'generated'],
    ['db/structure.sql', 'generated'],
    ['package-lock.json', 'other'],
    ['Gemfile.lock', 'other'],
    ['config.yml', 'other'],
  ])('%s is %s', (path, kind) => expect(fileKind(path)).toBe(kind));

  test('is left out where it is minified, too long, or signed by a program', () => {
    expect(isUse(GIFT_NOTE, 'a.js', `giftNote;${'x'.repeat(2_000)}`)).toBe(false);
    expect(isUse(GIFT_NOTE, 'a.js', 'giftNote;\n'.repeat(6_000))).toBe(false);
    expect(isUse(GIFT_NOTE, 'a.go', '// Code generated by sqlc. DO NOT EDIT.\nGiftNote')).toBe(false);
  });

  test('costs little, whatever its lines look like', () => {
    const hostile = [
      'a('.repeat(400),
      'select '.repeat(140),
      'class '.repeat(160),
      '@x() '.repeat(190),
      '.status'.repeat(140),
    ];
    const text = hostile.map((line) => `${line} status\n`.repeat(300)).join('');
    const start = performance.now();
    lines(STATUS, 'a.ts', text);
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});
