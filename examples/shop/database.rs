//! The shop's tables, in either database.

use std::error::Error;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;

diesel::table! {
    tenants (name) {
        name -> Text,
        /// The version that is written for this tenant.
        writes -> Text,
    }
}

diesel::table! {
    orders (id) {
        id -> BigInt,
        tenant -> Text,
        doc -> Text,
    }
}

diesel::joinable!(orders -> tenants (tenant));
diesel::allow_tables_to_appear_in_same_query!(orders, tenants);

pub enum Database {
    Sqlite(SqliteConnection),
    Postgres(PgConnection),
}

/// Diesel's statements are made for one database; here they are written once, and compiled for each.
macro_rules! on {
    ($database:expr, $conn:ident => $statement:expr) => {
        match $database {
            $crate::database::Database::Sqlite($conn) => $statement,
            $crate::database::Database::Postgres($conn) => $statement,
        }
    };
}
pub(crate) use on;

impl Database {
    /// Opens what stands at a URL of PostgreSQL, or in an SQLite file, and makes the tables where they are absent.
    pub fn open(place: &str) -> Result<Self, Box<dyn Error>> {
        if place.starts_with("postgres://") || place.starts_with("postgresql://") {
            // Without the URL, which may hold a password.
            postgres(place).map_err(|why| format!("cannot open the database: {why}").into())
        } else {
            sqlite(place).map_err(|why| format!("cannot open the database {place}: {why}").into())
        }
    }
}

fn sqlite(file: &str) -> Result<Database, Box<dyn Error>> {
    let mut conn = SqliteConnection::establish(file)?;
    // Other tills write to the same file.
    conn.batch_execute("PRAGMA busy_timeout = 10000;")?;
    conn.batch_execute(&tables("INTEGER"))?;
    Ok(Database::Sqlite(conn))
}

fn postgres(url: &str) -> Result<Database, Box<dyn Error>> {
    let mut conn = PgConnection::establish(url)?;
    conn.batch_execute(&tables("BIGSERIAL"))?;
    Ok(Database::Postgres(conn))
}

fn tables(number: &str) -> String {
    format!(
        "CREATE TABLE IF NOT EXISTS tenants (name TEXT PRIMARY KEY, writes TEXT NOT NULL);
         CREATE TABLE IF NOT EXISTS orders (
             id {number} PRIMARY KEY, tenant TEXT NOT NULL REFERENCES tenants, doc TEXT NOT NULL
         );"
    )
}
