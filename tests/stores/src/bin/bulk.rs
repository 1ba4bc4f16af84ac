//! Runs the bulk upgrade of a database's users, to be killed by a test.
//!
//! `bulk DATABASE BATCH_ROWS [EVENT]`: dies at the given event of its connection, of which each statement has two.

use std::env;
use std::error::Error;
use std::fs;
use std::path::Path;
use std::process::abort;

use diesel::Connection;
use diesel::connection::InstrumentationEvent;
use heirloom::job::Bulk;
use heirloom_store_tests::{open, users};
use heirloom_tests::user::User;

#[expect(clippy::print_stdout, reason = "the test reads it")]
fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [database, rows, death @ ..] = &*arguments else {
        return Err("DATABASE BATCH_ROWS".into());
    };
    let mut conn = open(Path::new(database));
    if let [event] = death {
        let mut left: u32 = event.parse()?;
        conn.set_instrumentation(move |_: InstrumentationEvent<'_>| {
            left -= 1;
            if left == 0 {
                abort();
            }
        });
    }
    let report =
        Bulk::<User>::new(users::id, users::doc).batch_rows(rows.parse()?).bar().run(&mut conn)?;
    println!("{report}");
    // The most memory that this process ever held.
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    println!("{}", status.lines().find(|line| line.starts_with("VmHWM:")).unwrap_or("VmHWM: 0 kB"));
    Ok(())
}
