//! The point of sale of several tenants, in SQLite or PostgreSQL: orders with nested lines, which three releases have
//! written.
//!
//! `cargo run --example shop` tells its story in a temporary file and checks itself. The program is there, too:
//!
//! ```text
//! cargo run --example shop -- --database shop.sqlite tenant bakery --writes 2
//! cargo run --example shop -- --database shop.sqlite sell bakery Ada '2*espresso@2.40' 1*cake@3.10
//! cargo run --example shop -- --database shop.sqlite list bakery
//! cargo run --example shop -- --database postgres://localhost/shop list bakery
//! ```
//!
//! Read [`order`] first, then [`orders`], which holds all that knows a database, and [`story`]. The example
//! `shop-last-release` is the same program one release ago, for the same database.
#![expect(unreachable_pub, reason = "an example is laid out as a library")]

mod commands;
mod database;
mod order;
mod orders;
mod story;
mod till;

use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

use database::Database;
use order::Payment;

/// The point of sale of several tenants.
#[derive(Parser)]
struct Options {
    /// An SQLite file, or the URL of a PostgreSQL database; for the story an empty one, or a temporary file if not given
    #[arg(long)]
    database: Option<String>,
    /// Without one, the story is told
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    #[command(flatten)]
    Every(commands::Command),
    /// Notes a wish, such as `no sugar`, on a line
    Wish { order: i64, line: u32, wish: String },
    /// Pays an order with a voucher
    Voucher { order: i64, code: String },
}

fn main() -> ExitCode {
    commands::end(run(Options::parse(), &mut io::stdout().lock()))
}

fn run(options: Options, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    let Some(command) = options.command else {
        let folder = tempfile::tempdir()?;
        let file = folder.path().join("shop.sqlite").to_string_lossy().into_owned();
        let mut database = Database::open(&options.database.unwrap_or(file))?;
        return story::tell(&mut database, out);
    };
    let place = options.database.ok_or("say which database it is: `--database shop.sqlite`")?;
    let mut database = Database::open(&place)?;
    match command {
        Command::Every(command) => command.run(&mut database, out),
        Command::Wish { order, line, wish } => {
            commands::change_line(&mut database, order, line, |line| line.wishes.push(wish.clone()))
        }
        Command::Voucher { order, code } => {
            let voucher = Payment::Voucher { code };
            orders::change(&mut database, order, |order| {
                order.payment = voucher.clone();
                Ok(())
            })?;
            Ok(())
        }
    }
}
