//! What every release can do, on the command line.

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;
use std::str::FromStr;

use clap::Subcommand;
use heirloom::Version;

use crate::database::Database;
use crate::order::{Line, euros};
use crate::{orders, till};

#[derive(Subcommand)]
pub enum Command {
    /// Adds a tenant, or moves it to another version
    Tenant {
        name: String,
        /// The version at which its orders are written
        #[arg(long, value_name = "VERSION")]
        writes: Version,
    },
    /// Stores an order
    Sell {
        tenant: String,
        customer: String,
        /// Such as `2*espresso@2.40`
        #[arg(required = true)]
        items: Vec<Item>,
    },
    /// Lists the orders of a tenant
    List { tenant: String },
    /// Looks at an order, even at one of a newer release
    Show { order: i64 },
    /// Prints the receipt of an order
    Receipt { order: i64 },
    /// Changes the quantity of a line
    Amend { order: i64, line: u32, quantity: u32 },
    /// Says whether this release can read all orders, and what to do if not
    Doctor,
    /// Prints the records of a tenant, those of newer releases as they are
    Export { tenant: String },
}

/// What is sold: how many, what, and at which price.
#[derive(Clone)]
pub struct Item {
    pub quantity: u32,
    pub name: String,
    pub cents: u32,
}

impl FromStr for Item {
    type Err = Box<dyn Error + Send + Sync>;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let parts = text.split_once('*').and_then(|(quantity, rest)| {
            let (name, price) = rest.rsplit_once('@')?;
            Some((quantity, name, price))
        });
        let (quantity, name, price) = parts.ok_or("it is no item like 2*espresso@2.40")?;
        let (quantity, cents) = (quantity.parse()?, euros::parse(price)?);
        Ok(Self { quantity, name: name.to_owned(), cents })
    }
}

impl Command {
    pub fn run(self, database: &mut Database, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
        match self {
            Self::Tenant { name, writes } => orders::set_tenant(database, &name, writes)?,
            Self::Sell { tenant, customer, items } => {
                let number = orders::sell(database, &tenant, till::order(customer, items))?;
                writeln!(out, "order {number}")?;
            }
            Self::List { tenant } => {
                for row in orders::list(database, &tenant)? {
                    let stored = row.order.stored().map(|stored| stored.to_string());
                    let (lines, version) = (&row.order.lines, stored.unwrap_or_default());
                    let (customer, total) = (&row.order.customer, total(lines));
                    writeln!(out, "{}: {customer}, {total} (version {version})", row.id)?;
                }
            }
            Self::Show { order } => {
                // It says no total: of what may be a part, that would be wrong.
                let view = orders::view(database, order)?;
                writeln!(out, "{}", view.customer)?;
                for line in &view.lines {
                    writeln!(out, "  {line}")?;
                }
                if view.is_newer() {
                    let version = view.stored();
                    writeln!(out, "  stored at version {version}: there may be more to it")?;
                }
            }
            Self::Receipt { order } => {
                let order = orders::get(database, order)?;
                writeln!(out, "{}", order.customer)?;
                for line in &order.lines {
                    writeln!(out, "  {line}")?;
                }
                writeln!(out, "  {}: {}", till::payment(&order.payment), total(&order.lines))?;
            }
            Self::Amend { order, line, quantity } => {
                change_line(database, order, line, |line| line.quantity = quantity)?;
            }
            Self::Doctor => writeln!(out, "{}", orders::doctor(database)?)?,
            Self::Export { tenant } => {
                for record in orders::export(database, &tenant)? {
                    writeln!(out, "{record}")?;
                }
            }
        }
        Ok(())
    }
}

/// Changes a line of an order, if it has one with that number.
pub fn change_line(
    database: &mut Database,
    order: i64,
    no: u32,
    mut change: impl FnMut(&mut Line),
) -> Result<(), Box<dyn Error>> {
    orders::change(database, order, |it| {
        let line = it.lines.iter_mut().find(|line| line.no == no);
        change(line.ok_or_else(|| format!("order {order} has no line {no}"))?);
        Ok(())
    })?;
    Ok(())
}

fn total(lines: &[Line]) -> String {
    let cents = lines.iter().map(|line| u128::from(line.quantity) * u128::from(line.price.cents));
    euros::text(cents.sum())
}

/// What is said of an error, with its causes, and to the shell.
pub fn end(done: Result<(), Box<dyn Error>>) -> ExitCode {
    let Err(error) = done else { return ExitCode::SUCCESS };
    let (mut line, mut cause) = (format!("error: {error}"), error.source());
    while let Some(error) = cause {
        line = format!("{line}: {error}");
        cause = error.source();
    }
    // Nobody can be told when stderr is gone as well.
    let _ = writeln!(io::stderr(), "{line}");
    ExitCode::FAILURE
}
