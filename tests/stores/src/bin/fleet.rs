//! One program of a fleet: reads, heals and edits records, and prints each edit that was acknowledged.
//!
//! `fleet sqlite|postgres|mariadb DATABASE old|new WRITER SECONDS`

use std::env;
use std::error::Error;
use std::io::{BufWriter, Write as _};
use std::time::Duration;

use diesel::prelude::*;
use heirloom::store::Store;
use heirloom_store_tests::fleet::{v2, v3, work};
use heirloom_store_tests::{mariadb, open};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [kind, database, program, writer, seconds] = &*arguments else {
        return Err("sqlite|postgres|mariadb DATABASE old|new WRITER SECONDS".into());
    };
    let (writer, time) = (writer.parse()?, Duration::from_secs(seconds.parse()?));
    match &**kind {
        "sqlite" => run(&mut open(database.as_ref()), program, writer, time),
        "postgres" => run(&mut PgConnection::establish(database)?, program, writer, time),
        _ => run(&mut mariadb::MariadbConnection::establish(database)?, program, writer, time),
    }
    Ok(())
}

fn run<C: Store>(conn: &mut C, program: &str, writer: u64, time: Duration) {
    let mut out = BufWriter::new(std::io::stdout().lock());
    let mut tell = |key: i64, edit: u64| {
        writeln!(out, "{key} {edit}").expect("somebody listens");
    };
    match program {
        "old" => work::<v2::Doc, C>(conn, writer, time, &mut tell),
        _ => work::<v3::Doc, C>(conn, writer, time, &mut tell),
    }
}
