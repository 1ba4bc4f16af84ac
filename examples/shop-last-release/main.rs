//! The example `shop` as it was one release ago, when version 2 of the order was today's.
//!
//! Both programs work on one database. This one shows what a program may do with a record that is newer than itself:
//! `list`, `receipt` and `amend` reject it, `show` looks at it, `export` passes it on as it is. Nothing of it writes over
//! such a record.
//!
//! ```text
//! cargo run --example shop-last-release -- --database shop.sqlite list bakery
//! ```
//!
//! What has not changed since is the very code of `shop`; what has is the order ([`order`]) and what knows its fields
//! ([`till`]).
#![expect(unreachable_pub, reason = "an example is laid out as a library")]

#[path = "../shop/commands.rs"]
mod commands;
#[path = "../shop/database.rs"]
mod database;
mod order;
#[path = "../shop/orders.rs"]
mod orders;
mod till;

use std::io;
use std::process::ExitCode;

use clap::Parser;

use commands::Command;
use database::Database;

/// The point of sale of several tenants, as it was one release ago.
#[derive(Parser)]
struct Options {
    /// An SQLite file, or the URL of a PostgreSQL database
    #[arg(long)]
    database: String,
    #[command(subcommand)]
    command: Command,
}

fn main() -> ExitCode {
    let Options { database, command } = Options::parse();
    let opened = Database::open(&database);
    commands::end(
        opened.and_then(|mut database| command.run(&mut database, &mut io::stdout().lock())),
    )
}
