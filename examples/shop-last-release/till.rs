//! What that release's orders are made of, and how they look.

use std::fmt;

use crate::commands::Item;
use crate::order::{Line, Order, Payment, Price, euros};

/// An order of items.
pub fn order(customer: String, items: Vec<Item>) -> Order {
    let lines = (1..).zip(items).map(|(no, Item { quantity, name, cents })| Line {
        no,
        item: name,
        quantity,
        price: Price { cents },
    });
    Order { customer, lines: lines.collect(), payment: Payment::Open }
}

pub fn payment(payment: &Payment) -> &'static str {
    match payment {
        Payment::Open => "to be paid",
        Payment::Cash => "paid in cash",
        Payment::Card => "paid by card",
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { no, item, quantity, price } = self;
        write!(f, "{no}. {quantity} {item} at {}", euros::text(price.cents.into()))
    }
}
