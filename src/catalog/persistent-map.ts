const GONE = Symbol('gone');
const NOTHING = new Map<never, never>();

/**
 * A map that is never changed: `set` and `delete` give another one that shares what they do not touch. A schema of a
 * thousand tables has a state for each statement, and looks names up far more often than it changes.
 */
export class PersistentMap<Key, Value> implements Iterable<readonly [Key, Value]> {
  private flat: ReadonlyMap<Key, Value> | null = null;

  private constructor(
    private readonly base: ReadonlyMap<Key, Value>,
    private readonly recent: ReadonlyMap<Key, Value | typeof GONE>,
  ) {}

  static of<Key, Value>(entries: Iterable<readonly [Key, Value]> = []): PersistentMap<Key, Value> {
    return new PersistentMap<Key, Value>(new Map(entries), NOTHING);
  }

  get size(): number {
    return this.all().size;
  }

  get(key: Key): Value | undefined {
    if (this.recent.size > 0) {
      const changed = this.recent.get(key);
      if (changed === GONE) return undefined;
      if (changed !== undefined) return changed;
    }
    return this.base.get(key);
  }

  has(key: Key): boolean {
    return this.get(key) !== undefined;
  }

  set(key: Key, value: Value): PersistentMap<Key, Value> {
    return this.changed(key, value);
  }

  delete(key: Key): PersistentMap<Key, Value> {
    return this.has(key) ? this.changed(key, GONE) : this;
  }

  deleteAll(keys: Iterable<Key>): PersistentMap<Key, Value> {
    return this.withMutations((copy) => {
      for (const key of keys) copy.delete(key);
    });
  }

  merge(other: Iterable<readonly [Key, Value]>): PersistentMap<Key, Value> {
    return PersistentMap.of([...this.all(), ...other]);
  }

  map<Other>(change: (value: Value, key: Key) => Other): PersistentMap<Key, Other> {
    return PersistentMap.of([...this.all()].map(([key, value]) => [key, change(value, key)] as const));
  }

  mapKeys(change: (key: Key) => Key): PersistentMap<Key, Value> {
    return PersistentMap.of([...this.all()].map(([key, value]) => [change(key), value] as const));
  }

  filter(keep: (value: Value, key: Key) => boolean): PersistentMap<Key, Value> {
    return PersistentMap.of([...this.all()].filter(([key, value]) => keep(value, key)));
  }

  filterNot(drop: (value: Value, key: Key) => boolean): PersistentMap<Key, Value> {
    return this.filter((value, key) => !drop(value, key));
  }

  find(wanted: (value: Value, key: Key) => boolean): Value | undefined {
    for (const [key, value] of this.all()) if (wanted(value, key)) return value;
    return undefined;
  }

  some(wanted: (value: Value, key: Key) => boolean): boolean {
    for (const [key, value] of this.all()) if (wanted(value, key)) return true;
    return false;
  }

  /** Many changes at once, on a copy that nobody else sees yet. */
  withMutations(change: (copy: Map<Key, Value>) => void): PersistentMap<Key, Value> {
    const copy = new Map(this.all());
    change(copy);
    return new PersistentMap<Key, Value>(copy, NOTHING);
  }

  keys(): IterableIterator<Key> {
    return this.all().keys();
  }

  values(): IterableIterator<Value> {
    return this.all().values();
  }

  entries(): IterableIterator<[Key, Value]> {
    return this.all().entries();
  }

  [Symbol.iterator](): IterableIterator<[Key, Value]> {
    return this.all().entries();
  }

  private changed(key: Key, value: Value | typeof GONE): PersistentMap<Key, Value> {
    if (this.recent.size < mostRecent(this.base.size)) {
      return new PersistentMap(this.base, new Map(this.recent).set(key, value));
    }
    const copy = new Map(this.all());
    if (value === GONE) copy.delete(key);
    else copy.set(key, value);
    return new PersistentMap<Key, Value>(copy, NOTHING);
  }

  /** Base and recent changes as one map, in the order in which keys first came. */
  private all(): ReadonlyMap<Key, Value> {
    if (this.recent.size === 0) return this.base;
    if (this.flat !== null) return this.flat;
    const flat = new Map(this.base);
    for (const [key, value] of this.recent) {
      if (value === GONE) flat.delete(key);
      else flat.set(key, value);
    }
    this.flat = flat;
    return flat;
  }
}

/**
 * Recent changes are kept beside a map until there are this many; then both become one new map. A change copies the
 * recent ones, and one change in so many copies all: the square root makes both cost about the same.
 */
function mostRecent(size: number): number {
  return size < 8 ? 0 : Math.max(6, Math.floor(Math.sqrt(size)));
}
