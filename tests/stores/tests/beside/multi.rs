//! One connection type over several databases.

#![cfg(unix)]

use connection::AnyConnection;
use diesel::connection::SimpleConnection as _;
use diesel::prelude::*;
use heirloom::store::{Columns, Heal, Records};
use heirloom::{Found, Versioned, View};
use heirloom_tests::user::User;

mod connection {
    #[derive(diesel::MultiConnection)]
    pub(crate) enum AnyConnection {
        Sqlite(diesel::SqliteConnection),
        Postgres(diesel::PgConnection),
    }

    heirloom::multi_connection!(MultiBackend);
}

diesel::table! {
    users (id) {
        id -> BigInt,
        doc -> Text,
        bytes -> Nullable<Binary>,
        version -> Nullable<Integer>,
    }
}

#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = users)]
struct Row {
    id: i64,
    doc: Versioned<User>,
    bytes: Option<Versioned<User>>,
}

#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = users)]
struct Apart {
    id: i64,
    #[diesel(embed)]
    body: Columns<User, users::version, users::doc>,
}

fn through(mut conn: AnyConnection, bytes: &str) {
    let conn = &mut conn;
    let table = format!(
        "CREATE TABLE users (id bigint PRIMARY KEY, doc text NOT NULL, bytes {bytes}, version integer)"
    );
    conn.batch_execute(&table).unwrap();
    conn.batch_execute(
        r#"INSERT INTO users (id, doc) VALUES (1, '{"$v":1,"name":"Ada Lovelace","email":""}')"#,
    )
    .unwrap();

    let mut row: Row = users::table.find(1).select(Row::as_select()).first(conn).unwrap();
    assert_eq!((&*row.doc.first_name, row.doc.is_stale()), ("Ada", true));
    row.bytes = Some(row.doc.clone());
    diesel::update(users::table.find(1)).set(&row).execute(conn).unwrap();
    let again: Row = users::table.find(1).select(Row::as_select()).first(conn).unwrap();
    assert!(!again.doc.is_stale() && again.bytes.is_some_and(|bytes| *bytes == *row.doc));

    diesel::insert_into(users::table)
        .values(Apart { id: 2, body: crate::ada().into() })
        .execute(conn)
        .unwrap();
    let apart: Apart = users::table.find(2).select(Apart::as_select()).first(conn).unwrap();
    assert_eq!((apart.id, &**apart.body), (2, &crate::ada()));

    conn.batch_execute(r#"UPDATE users SET doc = '{"$v":9}' WHERE id = 1"#).unwrap();
    let found: Found<User> = users::table.find(1).select(users::doc).first(conn).unwrap();
    assert!(matches!(&found, Found::Newer(newer) if newer.get() == r#"{"$v":9}"#));
    diesel::update(users::table.find(1)).set(users::doc.eq(found)).execute(conn).unwrap();
    assert!(users::table.find(1).select(users::doc).first::<View<User>>(conn).is_err());

    let records =
        Records::<User, _>::new(users::id, users::doc).version(users::version).heal(Heal::Always);
    let read = match conn {
        AnyConnection::Sqlite(conn) => records.get(conn, 2),
        AnyConnection::Postgres(conn) => records.get(conn, 2),
    };
    assert_eq!(*read.unwrap().unwrap(), crate::ada());
}

#[test]
fn records_are_columns_over_sqlite() {
    through(AnyConnection::establish(":memory:").unwrap(), "blob");
}

#[test]
fn records_are_columns_over_postgresql() {
    let Some(server) = heirloom_store_tests::postgres::server() else { return };
    through(AnyConnection::establish(server.database().url()).unwrap(), "bytea");
}
