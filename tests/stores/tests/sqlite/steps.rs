//! Steps that need more than the record: what the job does with rows, and what it refuses.

use std::error::Error as _;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sql_types::{BigInt, Text};
use heirloom::envelope::SealErrorKind;
use heirloom::job::{Bulk, Cause, JobErrorKind, Missing, Orphans, SetAside, Unmatched};
use heirloom::store::{Records, RowKey};
use heirloom::{Migrate, Outcome, Settled, Version, Versioned, json};
use heirloom_store_tests::shop::{self, orders, prices, remarks, shipments};
use serde::{Deserialize, Serialize};

fn memory() -> SqliteConnection {
    SqliteConnection::establish(":memory:").unwrap()
}

fn filled(rows: i64) -> SqliteConnection {
    let mut conn = memory();
    shop::fill(&mut conn, rows);
    conn
}

fn number(conn: &mut SqliteConnection, sql: &str) -> i64 {
    diesel::dsl::sql::<BigInt>(sql).get_result(conn).unwrap()
}

fn doc(conn: &mut SqliteConnection, id: i64) -> Option<String> {
    orders::table.find(id).select(orders::doc).first(conn).optional().unwrap()
}

fn put(conn: &mut SqliteConnection, id: i64, article: &str) {
    let doc = format!(r#"{{"$v":1,"article":"{article}","parcels":["a"]}}"#);
    let row = (orders::id.eq(id), orders::doc.eq(doc));
    diesel::replace_into(orders::table).values(row).execute(conn).unwrap();
}

fn quarantine(conn: &mut SqliteConnection) -> Vec<(String, String)> {
    let rows = shop::job().quarantine(conn, 100).unwrap();
    rows.into_iter().map(|SetAside { key, code, .. }| (key.to_string(), code)).collect()
}

#[test]
fn everything_that_a_step_can_say_takes_effect_together() {
    let conn = &mut filled(42);
    let report = shop::job().batch_rows(10).run(conn).unwrap();
    assert_eq!((report.upgraded(), report.removed(), report.quarantined()), (36, 6, 0));
    // Orders 28 had a remark and was a test: the step was given it, and it went with its order.
    assert_eq!((report.emitted(), report.joined(), report.orphans()), (48, 10, 0));
    assert_eq!(
        report.to_string(),
        "job `orders.doc/order`: 36 of 36 rows of `orders` are at version 3\n\
         36 upgraded in 2 passes, 6 removed, 48 emitted, 10 joined"
    );
    assert_eq!(doc(conn, 12).unwrap(), r#"{"$v":3,"name":"pot","cents":1200,"remark":"about 12"}"#);
    assert_eq!(doc(conn, 7), None);
    let parcels: Vec<(String, String)> = shipments::table
        .filter(shipments::id.like("12-%"))
        .order(shipments::id)
        .load(conn)
        .unwrap();
    let parcel = |id: &str, name| (id.to_owned(), format!(r#"{{"$v":1,"parcel":"{name}"}}"#));
    assert_eq!(parcels, [parcel("12-0", "a"), parcel("12-1", "b")]);
    assert_eq!(remarks::table.count().get_result::<i64>(conn).unwrap(), 0);

    let removed = shop::job().removed(conn, 100).unwrap();
    assert_eq!(removed.len(), 16);
    let order = removed.iter().find(|row| row.table == "orders" && row.key == RowKey::from(7));
    let order = order.unwrap();
    assert_eq!(
        (order.cause, &*order.reason, &order.carry),
        (Cause::Removed, "it was a test", &None)
    );
    assert_eq!(order.document, br#"{"$v":1,"article":"test","parcels":["a"]}"#);
    let remark = removed.iter().find(|row| row.table == "remarks" && row.key == RowKey::from(12));
    let remark = remark.unwrap();
    assert_eq!(remark.cause, Cause::Joined);
    assert_eq!(remark.document, br#"{"$v":1,"text":"about 12"}"#);

    // What the job has brought on is read by its record alone.
    let order: Versioned<Settled<shop::Order>> =
        orders::table.find(12).select(orders::doc).first(conn).unwrap();
    assert_eq!((order.cents, order.remark.as_deref()), (1200, Some("about 12")));
    put(conn, 50, "tea");
    let error = Records::<Settled<shop::Order>, _>::new(orders::id, orders::doc).get(conn, 50);
    let error = error.unwrap_err();
    assert_eq!(error.kind().code(), "unsettled");
    assert_eq!(
        error.to_string(),
        "cannot open `order` 50 at version 1: the step to version 2 needs more than the record; run the bulk job to that version first"
    );
}

#[test]
fn the_context_is_fetched_once_for_a_batch() {
    let conn = &mut filled(25);
    let mut fetched = Vec::new();
    let unmatched = Unmatched { missing: Missing::GiveNone, orphans: Orphans::Leave };
    Bulk::<shop::Order>::new(orders::id, orders::doc)
        .batch_rows(10)
        .allow_remove(9)
        .context(|_: &mut SqliteConnection, olds| {
            fetched.push(olds.iter().map(|(key, _)| key.to_string()).collect::<Vec<_>>().join(" "));
            Ok::<_, String>(olds.iter().map(|_| shop::Cents(5)).collect())
        })
        .join(remarks::order_id, remarks::doc, unmatched)
        .emit(shipments::id, shipments::doc, |key, index, _| format!("{key}-{index}"))
        .run(conn)
        .unwrap();
    // The second pass finds nothing that needs one.
    assert_eq!(
        fetched,
        ["1 2 3 4 5 6 7 8 9 10", "11 12 13 14 15 16 17 18 19 20", "21 22 23 24 25"]
    );
}

/// A function that should fetch some contexts.
type Fetching = fn(usize) -> Result<Vec<shop::Cents>, String>;

#[test]
fn a_context_that_cannot_be_fetched_stops_the_job_and_a_later_run_goes_on() {
    let conn = &mut filled(20);
    let failures: [(Fetching, &str); 3] = [
        (|_| Err("the price service is down".to_owned()), "the price service is down"),
        (
            |count| Ok((1..count).map(|_| shop::Cents(1)).collect()),
            "the function gave 4 contexts for 5 records; give one for each, in their order",
        ),
        (|_| panic!("no"), "the function panicked; its message is in the program's error output"),
    ];
    for (fetch, why) in failures {
        let mut batches = 0;
        let unmatched = Unmatched { missing: Missing::GiveNone, orphans: Orphans::Leave };
        let error = Bulk::<shop::Order>::new(orders::id, orders::doc)
            .batch_rows(5)
            .allow_remove(9)
            .context(|_: &mut SqliteConnection, olds| {
                batches += 1;
                if batches > 1 {
                    fetch(olds.len())
                } else {
                    Ok(olds.iter().map(|_| shop::Cents(7)).collect())
                }
            })
            .join(remarks::order_id, remarks::doc, unmatched)
            .emit(shipments::id, shipments::doc, |key, index, _| format!("{key}-{index}"))
            .run(conn)
            .unwrap_err();
        assert!(matches!(error.kind(), JobErrorKind::Context { .. }), "{error}");
        assert_eq!(error.source().unwrap().to_string(), why);
    }
    // One batch for each of the three, and nothing of what failed.
    let new = "SELECT count(*) FROM orders WHERE doc LIKE '{\"$v\":3,%'";
    assert_eq!(number(conn, new), 13);
    assert_eq!(number(conn, "SELECT scanned FROM heirloom_job_range"), 15);
    let report = shop::job().run(conn).unwrap();
    assert_eq!((report.upgraded(), report.removed()), (18, 2));
    assert_eq!(report.passes()[0].scanned, 20);
}

#[test]
fn a_record_that_a_step_refuses_is_set_aside_with_everything_of_it_in_place() {
    let conn = &mut filled(6);
    put(conn, 4, "poison");
    put(conn, 5, "panic");
    conn.batch_execute(r#"UPDATE orders SET doc = '{"$v":1}' WHERE id = 1"#).unwrap();
    let report = shop::job().run(conn).unwrap();
    assert_eq!((report.upgraded(), report.stale()), (3, 3));
    let set_aside = |key: &str, code: &str| (key.to_owned(), code.to_owned());
    assert_eq!(
        quarantine(conn),
        [set_aside("1", "malformed"), set_aside("4", "step"), set_aside("5", "panic")]
    );
    assert_eq!(number(conn, "SELECT count(*) FROM remarks WHERE order_id = 4"), 1);
    assert_eq!(number(conn, "SELECT count(*) FROM shipments WHERE id LIKE '4-%'"), 0);
    put(conn, 4, "tea");
    put(conn, 5, "tea");
    put(conn, 1, "tea");
    let report = shop::job().run(conn).unwrap();
    assert_eq!((report.upgraded(), report.joined(), report.quarantined()), (3, 1, 0));
}

#[test]
fn without_leave_nothing_is_removed() {
    let conn = &mut filled(14);
    let unmatched = Unmatched { missing: Missing::GiveNone, orphans: Orphans::Leave };
    let report = Bulk::<shop::Order>::new(orders::id, orders::doc)
        .context(|_: &mut SqliteConnection, olds| {
            Ok::<_, String>(olds.iter().map(|_| shop::Cents(1)).collect())
        })
        .emit(shipments::id, shipments::doc, |key, index, _| format!("{key}-{index}"))
        .join(remarks::order_id, remarks::doc, unmatched)
        .run(conn)
        .unwrap();
    assert_eq!((report.upgraded(), report.removed(), report.stale()), (12, 0, 2));
    let set_aside = |key: &str| (key.to_owned(), "remove".to_owned());
    assert_eq!(quarantine(conn), [set_aside("7"), set_aside("14")]);
    assert!(doc(conn, 7).is_some());
}

#[test]
fn a_job_stops_before_it_removes_too_many() {
    let conn = &mut filled(42);
    let job = |most| shop::job().batch_rows(7).allow_remove(most);
    let error = job(3).run(conn).unwrap_err();
    assert!(matches!(error.kind(), JobErrorKind::TooManyRemovals { most: 3 }));
    assert_eq!(
        error.to_string(),
        "job `orders.doc/order` stopped before it removed more than 3 rows; look at what it removes, and allow more with `allow_remove` to go on"
    );
    assert_eq!(number(conn, "SELECT count(*) FROM orders WHERE doc LIKE '%test%'"), 3);
    assert_eq!(number(conn, "SELECT count(*) FROM heirloom_removed WHERE cause = 'removed'"), 3);
    // The batch that was undone left nothing: neither rows nor figures.
    assert_eq!(number(conn, "SELECT scanned FROM heirloom_job_range"), 21);
    assert_eq!(number(conn, "SELECT count(*) FROM shipments WHERE id LIKE '22-%'"), 0);
    assert!(job(3).run(conn).is_err());
    // What an earlier call of the same run removed counts.
    assert!(job(5).run(conn).is_err());
    assert_eq!(job(6).run(conn).unwrap().removed(), 6);
}

#[test]
fn an_id_that_is_taken_is_never_overwritten() {
    let conn = &mut filled(6);
    let same = r#"{"$v":1,"parcel":"a"}"#;
    // Another one, and one that happens to be equal: neither came from the order.
    for (id, doc) in [("2-0", r#"{"$v":1,"parcel":"another"}"#), ("3-1", same), ("5-0", same)] {
        let row = (shipments::id.eq(id), shipments::doc.eq(doc));
        diesel::insert_into(shipments::table).values(row).execute(conn).unwrap();
    }
    let report = shop::job().run(conn).unwrap();
    assert_eq!((report.upgraded(), report.stale()), (3, 3));
    let set_aside = |key: &str| (key.to_owned(), "emit_conflict".to_owned());
    assert_eq!(quarantine(conn), [set_aside("2"), set_aside("3"), set_aside("5")]);
    // Nothing of such an order is left behind, though its first parcel had found its place.
    assert_eq!(number(conn, "SELECT count(*) FROM shipments WHERE id = '3-0'"), 0);
    assert_eq!(doc(conn, 3).unwrap(), r#"{"$v":1,"article":"tea","parcels":["a","b"]}"#);
    let reason = &shop::job().quarantine(conn, 1).unwrap()[0].reason;
    assert_eq!(
        reason,
        "the step emits a record under '2-0', and `shipments` has another one there; make ids of the source's key and the index, or move that row"
    );
    conn.batch_execute("DELETE FROM shipments WHERE id IN ('2-0', '3-1', '5-0')").unwrap();
    let report = shop::job().run(conn).unwrap();
    assert_eq!((report.upgraded(), report.emitted(), report.quarantined()), (3, 4, 0));
}

#[test]
fn two_records_of_one_source_do_not_share_an_id() {
    let conn = &mut filled(3);
    conn.batch_execute(
        r#"UPDATE orders SET doc = '{"$v":1,"article":"tea","parcels":["a","a"]}' WHERE id = 2"#,
    )
    .unwrap();
    let unmatched = Unmatched { missing: Missing::GiveNone, orphans: Orphans::Leave };
    let report = Bulk::<shop::Order>::new(orders::id, orders::doc)
        .context(|_: &mut SqliteConnection, olds| {
            Ok::<_, String>(olds.iter().map(|_| shop::Cents(1)).collect())
        })
        .emit(shipments::id, shipments::doc, |key, _, _| key.to_string())
        .join(remarks::order_id, remarks::doc, unmatched)
        .run(conn)
        .unwrap();
    assert_eq!((report.upgraded(), report.stale()), (1, 2));
    assert_eq!(number(conn, "SELECT count(*) FROM shipments"), 1);
}

#[test]
fn an_order_that_an_old_program_wrote_back_is_emitted_once() {
    let conn = &mut filled(3);
    let old = doc(conn, 3).unwrap();
    shop::job().run(conn).unwrap();
    let back = |conn: &mut SqliteConnection| {
        diesel::update(orders::table.find(3)).set(orders::doc.eq(&old)).execute(conn).unwrap();
    };
    back(conn);
    let report = shop::job().run(conn).unwrap();
    assert_eq!((report.upgraded(), report.quarantined(), report.emitted()), (1, 0, 0));
    assert_eq!(number(conn, "SELECT count(*) FROM shipments WHERE id LIKE '3-%'"), 2);
    // One that was changed since is another: whoever changed it has to say what becomes of it.
    let edited = r#"{"$v":1,"parcel":"edited"}"#;
    diesel::update(shipments::table.find("3-1"))
        .set(shipments::doc.eq(edited))
        .execute(conn)
        .unwrap();
    back(conn);
    assert_eq!(shop::job().run(conn).unwrap().quarantined(), 1);
    assert_eq!(quarantine(conn)[0].1, "emit_conflict");
    let stands: String = shipments::table.find("3-1").select(shipments::doc).first(conn).unwrap();
    assert_eq!(stands, edited);
    // One that was deleted since is emitted again.
    diesel::delete(shipments::table.find("3-1")).execute(conn).unwrap();
    assert_eq!(shop::job().run(conn).unwrap().quarantined(), 0);
    assert_eq!(number(conn, "SELECT count(*) FROM shipments WHERE id LIKE '3-%'"), 2);
}

#[test]
fn what_a_constraint_refuses_takes_the_row_back_as_a_whole() {
    let conn = &mut filled(8);
    for (trigger, code) in [
        (
            "BEFORE INSERT ON shipments WHEN new.id = '3-1' BEGIN SELECT RAISE(ABORT, 'no'); END",
            "refused",
        ),
        (
            "BEFORE INSERT ON shipments WHEN new.id = '3-1' BEGIN SELECT RAISE(ROLLBACK, 'no'); END",
            "refused",
        ),
        (
            "BEFORE INSERT ON shipments WHEN new.id = '3-1' BEGIN SELECT RAISE(IGNORE); END",
            "conflict",
        ),
        (
            "BEFORE DELETE ON remarks WHEN old.order_id = 3 BEGIN SELECT RAISE(IGNORE); END",
            "conflict",
        ),
        (
            "BEFORE DELETE ON remarks WHEN old.order_id = 3 BEGIN SELECT RAISE(ABORT, 'no'); END",
            "refused",
        ),
        ("BEFORE UPDATE ON orders WHEN new.id = 3 BEGIN SELECT RAISE(IGNORE); END", "conflict"),
    ] {
        let remark = (remarks::order_id.eq(3), remarks::doc.eq(r#"{"$v":1,"text":"three"}"#));
        diesel::replace_into(remarks::table).values(remark).execute(conn).unwrap();
        conn.batch_execute(&format!("CREATE TRIGGER no {trigger}")).unwrap();
        shop::job().run(conn).unwrap_or_else(|error| panic!("{trigger}: {error:?}"));
        assert_eq!(quarantine(conn), [("3".to_owned(), code.to_owned())], "{trigger}");
        assert_eq!(doc(conn, 3).unwrap(), r#"{"$v":1,"article":"tea","parcels":["a","b"]}"#);
        assert_eq!(number(conn, "SELECT count(*) FROM shipments WHERE id LIKE '3-%'"), 0);
        assert_eq!(number(conn, "SELECT count(*) FROM remarks"), 1);
        assert_eq!(number(conn, "SELECT count(*) FROM heirloom_removed WHERE key = 3"), 0);
        assert_eq!(number(conn, "SELECT count(*) FROM heirloom_emitted WHERE source = 3"), 0);
        conn.batch_execute("DROP TRIGGER no").unwrap();
    }
    assert_eq!(shop::job().run(conn).unwrap().joined(), 1);
    assert_eq!(doc(conn, 3).unwrap(), r#"{"$v":3,"name":"tea","cents":350,"remark":"three"}"#);
}

#[test]
fn rows_without_a_counterpart_are_what_the_policy_says() {
    let job = |missing, orphans| {
        Bulk::<shop::Order>::new(orders::id, orders::doc)
            .context(|_: &mut SqliteConnection, olds| {
                Ok::<_, String>(olds.iter().map(|_| shop::Cents(1)).collect())
            })
            .emit(shipments::id, shipments::doc, |key, index, _| format!("{key}-{index}"))
            .join(remarks::order_id, remarks::doc, Unmatched { missing, orphans })
    };
    let conn = &mut filled(4);
    conn.batch_execute(r#"INSERT INTO remarks VALUES (99, '{"$v":1,"text":"about nothing"}')"#)
        .unwrap();
    let error = job(Missing::GiveNone, Orphans::Refuse).run(conn).unwrap_err();
    assert!(matches!(error.kind(), JobErrorKind::Orphans { count: 1, .. }));
    assert_eq!(
        error.to_string(),
        "job `orders.doc/order` has not begun: 1 rows of `remarks` belong to no record; remove them, or say `Orphans::Leave`"
    );
    assert_eq!(number(conn, "SELECT count(*) FROM heirloom_job"), 0);

    let report = job(Missing::SetAside, Orphans::Leave).run(conn).unwrap();
    assert_eq!((report.upgraded(), report.stale(), report.orphans()), (1, 3, 1));
    assert!(quarantine(conn).iter().all(|(_, code)| code == "unmatched"));
    let report = job(Missing::GiveNone, Orphans::Leave).run(conn).unwrap();
    assert_eq!((report.upgraded(), report.orphans()), (3, 1));
    assert_eq!(number(conn, "SELECT count(*) FROM remarks"), 1);
}

#[test]
fn a_row_to_join_that_cannot_be_read_stays_and_so_does_its_record() {
    let conn = &mut filled(4);
    conn.batch_execute(r#"UPDATE remarks SET doc = '{"$v":9}'"#).unwrap();
    let report = shop::job().run(conn).unwrap();
    assert_eq!((report.upgraded(), report.quarantined()), (3, 1));
    let set_aside = &shop::job().quarantine(conn, 1).unwrap()[0];
    assert_eq!((set_aside.key.to_string(), &*set_aside.code), ("4".to_owned(), "too_new"));
    assert!(set_aside.reason.starts_with("the row to join in `remarks`: "), "{}", set_aside.reason);
    assert_eq!(number(conn, "SELECT count(*) FROM remarks"), 1);
}

#[test]
fn a_table_that_is_not_there_is_said_before_anything_is_written() {
    for table in ["shipments", "remarks"] {
        let conn = &mut filled(4);
        conn.batch_execute(&format!("DROP TABLE {table}")).unwrap();
        let error = shop::job().run(conn).unwrap_err();
        let JobErrorKind::Store(store) = error.kind() else { panic!("{error}") };
        assert_eq!(store.kind().code(), "no_table");
        assert_eq!(store.table(), Some(table));
        assert_eq!(number(conn, "SELECT count(*) FROM heirloom_job"), 0);
    }
}

#[test]
fn a_step_that_needs_no_more_than_leave_needs_no_more() {
    #[derive(Serialize, Deserialize, Migrate, Debug)]
    #[migrate(entity = "session", version = "1.0", tag(major = "m", minor = "n"))]
    struct SessionV1 {
        user: String,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug)]
    #[migrate(from = SessionV1, version = "1.1", may_remove, up = known, down = |new| SessionV1 { user: new.user })]
    struct SessionV2 {
        user: String,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug)]
    #[migrate(from = SessionV2, version = "1.2", compat = "none", drop(user, keep))]
    struct Session {
        #[migrate(default)]
        seen: u32,
    }

    fn known(old: SessionV1) -> Outcome<SessionV2> {
        if old.user.is_empty() {
            Outcome::remove("a guest")
        } else {
            SessionV2 { user: old.user }.into()
        }
    }

    diesel::table! {
        sessions (id) {
            id -> BigInt,
            doc -> Text,
            carry -> Nullable<Binary>,
        }
    }

    let conn = &mut memory();
    conn.batch_execute(
        r#"CREATE TABLE sessions (id INTEGER PRIMARY KEY, doc TEXT, carry BLOB);
           INSERT INTO sessions VALUES (1, '{"m":1,"n":0,"user":"Ada"}', NULL),
               (2, '{"m":1,"n":0,"user":""}', CAST('{"4":{}}' AS BLOB)), (3, '{"m":1,"n":1,"user":"Bob"}', NULL)"#,
    )
    .unwrap();
    let job =
        || Bulk::<Session>::new(sessions::id, sessions::doc).carry(sessions::carry).allow_remove(1);
    let report = job().run(conn).unwrap();
    assert_eq!((report.upgraded(), report.removed()), (2, 1));
    let gone = &job().removed(conn, 9).unwrap()[0];
    assert_eq!(gone.carry.as_deref(), Some(&br#"{"4":{}}"#[..]));
    let rows: Vec<(i64, String, Option<Vec<u8>>)> = sessions::table.load(conn).unwrap();
    for ((id, doc, carry), user) in rows.into_iter().zip(["Ada", "Bob"]) {
        assert_eq!(doc, r#"{"m":1,"n":2,"seen":0}"#);
        let carry = String::from_utf8(carry.unwrap()).unwrap();
        let session = json::open_parts::<Settled<Session>>(&doc, Some(&carry), &id.to_string());
        // A step that takes its record alone is gone back as ever.
        let (old, _) =
            json::seal_parts_at(session.unwrap(), Version::new(1, 0, 0), &id.to_string()).unwrap();
        assert_eq!(old, format!(r#"{{"m":1,"n":0,"user":"{user}"}}"#));
    }
}

#[test]
fn the_way_back_takes_what_was_emitted_and_gives_what_was_joined() {
    let conn = &mut filled(12);
    shop::job().run(conn).unwrap();
    let order: Versioned<Settled<shop::Order>> =
        orders::table.find(12).select(orders::doc).first(conn).unwrap();
    let ids = diesel::dsl::sql::<Text>(
        "SELECT key FROM heirloom_emitted WHERE source = 12 ORDER BY position",
    );
    let ids: Vec<String> = ids.load(conn).unwrap();
    assert_eq!(ids, ["12-0", "12-1"]);
    let parcels: Vec<Versioned<shop::Shipment>> = shipments::table
        .filter(shipments::id.eq_any(ids))
        .select(shipments::doc)
        .load(conn)
        .unwrap();
    let parcels = parcels.into_iter().map(Versioned::into_inner).collect();
    let middle: shop::v2::Order = heirloom::downgrade(order.into_inner().0).unwrap();
    let (old, remark) = heirloom::downgrade_with(middle, parcels).unwrap();
    assert_eq!(
        old,
        shop::v1::Order { article: "pot".into(), parcels: vec!["a".into(), "b".into()] }
    );
    assert_eq!(remark, Some(shop::Remark { text: "about 12".into() }));
    // Bytes have no place for the others.
    let error = json::to_vec_at(
        shop::Order { name: "tea".into(), cents: 1, remark: None },
        Version::major(1),
    );
    assert!(matches!(error.unwrap_err().kind(), SealErrorKind::Unsettled { .. }));
}

#[test]
fn a_record_below_an_older_such_step_waits_for_its_own_job() {
    let conn = &mut filled(3);
    let job = || {
        Bulk::<shop::Later>::new(orders::id, orders::doc)
            .name("later")
            .context(|_: &mut SqliteConnection, olds| Ok::<_, String>(vec![0; olds.len()]))
    };
    let report = job().run(conn).unwrap();
    assert_eq!((report.upgraded(), report.quarantined()), (0, 3));
    assert!(job().quarantine(conn, 9).unwrap().iter().all(|row| row.code == "unsettled"));
    shop::job().run(conn).unwrap();
    assert_eq!(job().run(conn).unwrap().upgraded(), 3);
    assert_eq!(doc(conn, 1).unwrap(), r#"{"$v":4,"name":"tea"}"#);
}

#[test]
fn prices_are_there_for_every_article() {
    let conn = &mut filled(2);
    diesel::delete(prices::table).execute(conn).unwrap();
    shop::job().run(conn).unwrap();
    assert_eq!(doc(conn, 1).unwrap(), r#"{"$v":3,"name":"tea","cents":0,"remark":null}"#);
}

#[test]
fn what_a_newer_program_left_in_the_carry_goes_along() {
    #[derive(Serialize, Deserialize, Migrate)]
    #[migrate(entity = "order", version = 1)]
    struct OrderV1 {
        article: String,
        parcels: Vec<String>,
    }

    #[derive(Serialize, Deserialize, Migrate)]
    #[migrate(from = OrderV1, version = 9)]
    struct OrderV9 {
        article: String,
        parcels: Vec<String>,
        #[migrate(default)]
        nick: String,
    }

    let conn = &mut filled(1);
    let order = OrderV9 { article: "tea".into(), parcels: vec![], nick: "the usual".into() };
    let text = json::to_string_at(order, Version::major(1)).unwrap();
    diesel::update(orders::table.find(1)).set(orders::doc.eq(text)).execute(conn).unwrap();
    shop::job().run(conn).unwrap();
    let order: Versioned<Settled<shop::Order>> =
        orders::table.select(orders::doc).first(conn).unwrap();
    let carry = order.carry().unwrap();
    assert!(carry.is_bound());
    assert!(carry.get().contains(r#""9":{"nick":"the usual"}"#), "{}", carry.get());
}

#[test]
fn rows_are_emitted_into_and_joined_from_columns_of_every_type() {
    #[derive(Serialize, Deserialize, Migrate, Debug)]
    #[migrate(entity = "part", version = 1)]
    struct Part {
        n: usize,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug)]
    #[migrate(entity = "whole", version = 1)]
    struct WholeV1 {
        parts: usize,
    }

    #[derive(Serialize, Deserialize, Migrate, Debug)]
    #[migrate(from = WholeV1, join(Part), emit(Part), up = apart, down = together)]
    struct Whole {
        joined: Option<usize>,
    }

    #[expect(clippy::needless_pass_by_value, reason = "a step is given the value")]
    fn apart(old: WholeV1, joined: Option<Part>) -> (Whole, Vec<Part>) {
        let parts = (0..old.parts).map(|n| Part { n }).collect();
        (Whole { joined: joined.map(|part| part.n) }, parts)
    }

    #[expect(clippy::needless_pass_by_value, reason = "a step is given the value")]
    fn together(new: Whole, parts: Vec<Part>) -> (WholeV1, Option<Part>) {
        (WholeV1 { parts: parts.len() }, new.joined.map(|n| Part { n }))
    }

    diesel::table! {
        #[sql_name = "the wholes"]
        wholes (name) {
            name -> Text,
            doc -> Jsonb,
        }
    }
    diesel::table! {
        #[sql_name = "order"]
        emitted (id) {
            id -> BigInt,
            #[sql_name = "group"]
            doc -> Jsonb,
        }
    }
    diesel::table! {
        parts (whole) {
            whole -> Text,
            doc -> Binary,
        }
    }

    let conn = &mut memory();
    conn.batch_execute(
        r#"CREATE TABLE "the wholes" (name TEXT COLLATE NOCASE PRIMARY KEY, doc BLOB) WITHOUT ROWID;
           CREATE TABLE "order" (id INTEGER PRIMARY KEY, "group" BLOB, made TEXT DEFAULT 'by a step');
           CREATE TABLE parts (whole TEXT COLLATE NOCASE UNIQUE, doc BLOB);
           INSERT INTO "the wholes" VALUES ('a', jsonb('{"$v":1,"parts":2}')), ('B', jsonb('{"$v":1,"parts":1}'));
           INSERT INTO parts VALUES ('A', CAST('{"$v":1,"n":7}' AS BLOB)), ('c', x'00')"#,
    )
    .unwrap();
    let policy = Unmatched { missing: Missing::GiveNone, orphans: Orphans::Leave };
    let ids = |key: &RowKey, index: usize, _: &Part| {
        let name = if key == &RowKey::from("a") { 10 } else { 20 };
        name + i64::try_from(index).unwrap()
    };
    let report = Bulk::<Whole>::new(wholes::name, wholes::doc)
        .emit(emitted::id, emitted::doc, ids)
        .join(parts::whole, parts::doc, policy)
        .run(conn)
        .unwrap();
    assert_eq!(
        (report.upgraded(), report.emitted(), report.joined(), report.orphans()),
        (2, 3, 1, 1)
    );
    let rows: Vec<(i64, Versioned<Part>)> = emitted::table.order(emitted::id).load(conn).unwrap();
    let rows: Vec<_> = rows.into_iter().map(|(id, part)| (id, part.n)).collect();
    assert_eq!(rows, [(10, 0), (11, 1), (20, 0)]);
    let wholes: Vec<Versioned<Settled<Whole>>> =
        wholes::table.order(wholes::name).select(wholes::doc).load(conn).unwrap();
    assert_eq!(wholes.iter().map(|whole| whole.joined).collect::<Vec<_>>(), [Some(7), None]);
}
