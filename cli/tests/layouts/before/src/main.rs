use layouts::shop::basket::Counts;
use layouts::shop::item::Item;

#[derive(serde::Serialize, serde::Deserialize, heirloom::Migrate)]
#[migrate(entity = "receipt", version = 1)]
struct ReceiptV1 {
    items: Vec<Item>,
}

fn main() {
    let receipt = ReceiptV1 { items: Vec::new() };
    println!("{} of {}", receipt.items.len(), Counts::default().0.len());
}
