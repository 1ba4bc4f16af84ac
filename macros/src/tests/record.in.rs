#[migrate(entity = "order", version = 1)]
pub struct OrderV1 {
    pub article: String,
}

#[migrate(from = OrderV1, context = Prices, join(Remark), emit(Shipment), may_remove, try_up = split, down = whole)]
pub struct Order {
    pub article: String,
}
