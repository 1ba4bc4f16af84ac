//! A record of about 200 bytes, 2 kB or 50 kB, in three versions: a rename, an added field, cents to money, a dropped
//! field, and lines that change with the order. For measurements.

use heirloom::Migrate;
use heirloom::testing::arbitrary;
use serde::{Deserialize, Serialize};

/// Version 1.
#[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary, Debug, Clone, PartialEq)]
#[migrate(entity = "line", version = 1)]
pub struct Line1 {
    /// What.
    pub sku: String,
    /// For the customer.
    pub title: String,
    /// How many.
    pub quantity: u32,
    /// The price of one.
    pub cents: u32,
}

/// Version 2.
#[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary, Debug, Clone, PartialEq)]
#[migrate(from = Line1)]
pub struct Line2 {
    /// What.
    pub sku: String,
    /// For the customer.
    pub title: String,
    /// How many.
    pub quantity: u32,
    /// The price of one.
    #[migrate(from = cents, up = Money::from, down = u32::from, accept_loss = "as by hand")]
    pub price: Money,
}

/// An amount.
#[derive(Serialize, Deserialize, arbitrary::Arbitrary, Debug, Clone, PartialEq)]
pub struct Money {
    /// In the smallest unit.
    pub cents: u32,
    /// ISO 4217.
    pub currency: String,
}

impl From<u32> for Money {
    fn from(cents: u32) -> Self {
        Self { cents, currency: "EUR".into() }
    }
}

impl From<Money> for u32 {
    fn from(money: Money) -> Self {
        money.cents
    }
}

/// Version 1.
#[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary, Debug, Clone, PartialEq)]
#[migrate(entity = "order", version = 1)]
pub struct Order1 {
    /// The key.
    pub id: u64,
    /// Who.
    pub customer: String,
    /// Where to.
    pub street: String,
    /// Where to.
    pub city: String,
    /// A number nobody uses any more.
    pub fax: String,
    /// What.
    pub lines: Vec<Line1>,
}

/// Version 2.
#[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary, Debug, Clone, PartialEq)]
#[migrate(from = Order1, drop(fax, default))]
pub struct Order2 {
    /// The key.
    pub id: u64,
    /// Who.
    #[migrate(from = customer)]
    pub customer_name: String,
    /// Where to.
    pub street: String,
    /// Where to.
    pub city: String,
    /// What.
    #[migrate(nested)]
    pub lines: Vec<Line2>,
}

/// Version 3.
#[derive(Serialize, Deserialize, Migrate, arbitrary::Arbitrary, Debug, Clone, PartialEq)]
#[migrate(from = Order2)]
pub struct Order3 {
    /// The key.
    pub id: u64,
    /// Who.
    pub customer_name: String,
    /// Where to.
    pub street: String,
    /// Where to.
    pub city: String,
    /// Paid or not.
    #[migrate(default, accept_loss = "as by hand")]
    pub paid: bool,
    /// A word from the customer.
    #[migrate(default, accept_loss = "as by hand")]
    pub note: Option<String>,
    /// What.
    pub lines: Vec<Line2>,
}

/// The moves that a careful person would write by hand.
pub mod by_hand {
    use super::{Line1, Line2, Money, Order1, Order2, Order3};

    /// From version 1 to 2.
    pub fn second(old: Order1) -> Order2 {
        let line = |line: Line1| Line2 {
            sku: line.sku,
            title: line.title,
            quantity: line.quantity,
            price: Money { cents: line.cents, currency: "EUR".into() },
        };
        Order2 {
            id: old.id,
            customer_name: old.customer,
            street: old.street,
            city: old.city,
            lines: old.lines.into_iter().map(line).collect(),
        }
    }

    /// From version 2 to 3.
    pub fn third(old: Order2) -> Order3 {
        Order3 {
            id: old.id,
            customer_name: old.customer_name,
            street: old.street,
            city: old.city,
            paid: false,
            note: None,
            lines: old.lines,
        }
    }

    /// From version 3 to 1.
    pub fn first(new: Order3) -> Order1 {
        let line = |line: Line2| Line1 {
            sku: line.sku,
            title: line.title,
            quantity: line.quantity,
            cents: line.price.cents,
        };
        Order1 {
            id: new.id,
            customer: new.customer_name,
            street: new.street,
            city: new.city,
            fax: String::new(),
            lines: new.lines.into_iter().map(line).collect(),
        }
    }
}

/// An order of that many lines; `seed` makes it differ from others.
pub fn order(seed: u64, lines: u64) -> Order1 {
    let line = |at: u64| Line1 {
        sku: format!("SKU-{:06}", (seed * 31 + at * 17) % 1_000_000),
        title: if (seed + at).is_multiple_of(16) {
            format!("\"Große\" Tasse {at}\n")
        } else {
            format!("Cup no. {at}, blue")
        },
        quantity: small((seed + at) % 9 + 1),
        cents: small((seed * 7 + at * 129) % 10_000),
    };
    Order1 {
        id: seed * 1_000_003,
        customer: if seed.is_multiple_of(8) {
            "Zoë Müller".into()
        } else {
            format!("Customer {seed}")
        },
        street: format!("{seed} Long Street"),
        city: "Springfield".into(),
        fax: String::new(),
        lines: (0..lines).map(line).collect(),
    }
}

fn small(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
