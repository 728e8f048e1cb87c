export interface Order {
  status: string | null;
}
