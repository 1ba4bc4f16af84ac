//! What this release's orders are made of, and how they look.

use std::fmt;

use crate::commands::Item;
use crate::order::{Line, Order, Payment, Price, euros};

/// An order of items, with the usual tax.
pub fn order(customer: String, items: Vec<Item>) -> Order {
    let lines = (1..).zip(items).map(|(no, Item { quantity, name, cents })| Line {
        no,
        item: name,
        quantity,
        price: Price { cents, tax: 19 },
        wishes: Vec::new(),
    });
    Order { customer, lines: lines.collect(), payment: Payment::Open }
}

pub fn payment(payment: &Payment) -> String {
    match payment {
        Payment::Open => "to be paid".to_owned(),
        Payment::Cash => "paid in cash".to_owned(),
        Payment::Card => "paid by card".to_owned(),
        Payment::Voucher { code } => format!("paid with voucher {code}"),
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { no, item, quantity, price, wishes } = self;
        write!(f, "{no}. {quantity} {item} at {}", euros::text(price.cents.into()))?;
        write!(f, " with {}% tax", price.tax)?;
        wishes.iter().try_for_each(|wish| write!(f, ", {wish}"))
    }
}
