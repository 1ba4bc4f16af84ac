//! Runs the job that needs more than the record, to be killed by a test.
//!
//! `steps DATABASE BATCH_ROWS EVENT`: dies at the given event of its connection, of which each statement has two.

use std::env;
use std::error::Error;
use std::path::Path;
use std::process::abort;

use diesel::Connection;
use diesel::connection::InstrumentationEvent;
use heirloom_store_tests::{open, shop};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [database, rows, event] = &*arguments else {
        return Err("DATABASE BATCH_ROWS EVENT".into());
    };
    let mut conn = open(Path::new(database));
    let mut left: u32 = event.parse()?;
    conn.set_instrumentation(move |_: InstrumentationEvent<'_>| {
        left -= 1;
        if left == 0 {
            abort();
        }
    });
    shop::job().batch_rows(rows.parse()?).run(&mut conn)?;
    Ok(())
}
