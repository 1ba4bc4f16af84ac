//! PostgreSQL and MariaDB, through `Records`, in columns of bytes: so that anything can be planted.

use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Binary};
use heirloom::Versioned;
use heirloom::store::{Heal, Healed, Json, Records, StoreError};
use heirloom_tests::user::User;

use crate::subject::Subject;

diesel::table! {
    users (id) {
        id -> BigInt,
        doc -> Binary,
    }
}

#[derive(QueryableByName)]
struct Raw {
    #[diesel(sql_type = Binary)]
    doc: Vec<u8>,
}

#[derive(QueryableByName)]
struct Id {
    #[diesel(sql_type = BigInt)]
    id: i64,
}

const OLD: &[u8] = br#"{"$v":1,"name":"Ada Lovelace","email":""}"#;

fn records() -> Records<User, users::id> {
    Records::new(users::id, users::doc)
}

macro_rules! on {
    ($server:ident, $bytes:literal, $plant:literal, $raw:literal, $id:literal, $kill:literal) => {
        mod $server {
            use heirloom_store_tests::$server::{Database, server};

            use super::*;

            /// A database, and a connection for each call.
            struct Table(Database);

            fn table() -> Option<Table> {
                let database = server()?.database();
                let create = concat!("CREATE TABLE users (id bigint PRIMARY KEY, doc ", $bytes, " NOT NULL)");
                database.connect().batch_execute(create).unwrap();
                Some(Table(database))
            }

            impl Subject for Table {
                type Form = Json;

                fn other(&self) -> Self {
                    Self(self.0.clone())
                }

                fn get(&self, heal: Heal, key: i64) -> Result<Option<Versioned<User>>, StoreError> {
                    records().heal(heal).get(&mut self.0.connect(), key)
                }

                fn heal_row(&self, key: i64) -> Result<Healed, StoreError> {
                    records().heal_row(&mut self.0.connect(), key)
                }

                fn update(
                    &self,
                    key: i64,
                    change: impl FnMut(&mut User),
                ) -> Result<Option<Versioned<User>>, StoreError> {
                    records().update(&mut self.0.connect(), key, change)
                }

                fn plant(&self, key: i64, bytes: &[u8]) {
                    diesel::sql_query($plant)
                        .bind::<BigInt, _>(key)
                        .bind::<Binary, _>(bytes)
                        .execute(&mut self.0.connect())
                        .unwrap();
                }

                fn raw(&self, key: i64) -> Option<Vec<u8>> {
                    let select = diesel::sql_query($raw).bind::<BigInt, _>(key);
                    let row: Option<Raw> =
                        select.get_result(&mut self.0.connect()).optional().unwrap();
                    row.map(|row| row.doc)
                }
            }

            of_every_store!(table(), if any);

            #[test]
            fn a_connection_that_is_lost_is_an_error_and_no_record_is() {
                let Some(table) = table() else { return };
                table.plant(1, OLD);
                let conn = &mut table.0.connect();
                let own: Id = diesel::sql_query($id).get_result(conn).unwrap();
                let lost = records().update(conn, 1, |user| {
                    user.tags.push("lost".into());
                    let kill = format!($kill, own.id);
                    table.0.connect().batch_execute(&kill).unwrap();
                });
                let error = lost.unwrap_err();
                assert_eq!(error.kind().code(), "database", "{error}");
                assert_eq!(table.raw(1).as_deref(), Some(OLD));
                assert!(records().heal(Heal::Always).get(conn, 1).is_err());

                let again = table.update(1, |user| user.tags.push("again".into()));
                assert_eq!(again.unwrap().unwrap().tags, ["again"]);
            }
        }
    };
}

on!(
    postgres,
    "bytea",
    "INSERT INTO users VALUES ($1, $2) ON CONFLICT (id) DO UPDATE SET doc = excluded.doc",
    "SELECT doc FROM users WHERE id = $1",
    "SELECT pg_backend_pid()::bigint AS id",
    "SELECT pg_terminate_backend({})"
);
on!(
    mariadb,
    "longblob",
    "REPLACE INTO users VALUES (?, ?)",
    "SELECT doc FROM users WHERE id = ?",
    "SELECT CAST(connection_id() AS SIGNED) AS id",
    "KILL {}"
);
