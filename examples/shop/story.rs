//! Two tenants go from one release to the next, each in its own time.

use std::error::Error;
use std::io::Write;

use diesel::prelude::*;
use heirloom::store::Records;
use heirloom::{Found, Version, Versioned, json};

use crate::commands::{Item, change_line};
use crate::database::{Database, on, orders as table};
use crate::order::{Order, Payment, v1, v2};
use crate::{orders, till};

const LAST: Version = Version::major(2);
const TODAY: Version = Version::major(3);

pub fn tell(database: &mut Database, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    if on!(database, conn => orders::records().census(conn))?.total() > 0 {
        return Err("there are orders already: the story begins with an empty database".into());
    }
    older_releases_sell(database)?;
    read_lazily(database, out)?;
    let (cafe, bakery) = sell_at_two_versions(database, out)?;
    last_release_at_the_bakery(database, bakery, out)?;
    last_release_at_the_cafe(database, cafe, out)?;
    bakery_moves_on(database, out)
}

/// Orders 1 and 2 are of the first release, 3 is of the second.
fn older_releases_sell(database: &mut Database) -> Result<(), Box<dyn Error>> {
    for name in ["bakery", "cafe"] {
        orders::set_tenant(database, name, LAST)?;
    }
    let line = |article: &str, quantity, price: &str| {
        let (article, price) = (article.to_owned(), price.to_owned());
        v1::Line { no: 1, article, quantity, price }
    };
    let ada = v1::Order {
        customer: "Ada".into(),
        till: 2,
        lines: vec![line("rye bread", 1, "3.80")],
        paid: true,
    };
    let bob =
        v1::Order { customer: "Bob".into(), lines: vec![line("roll", 6, "0.45")], ..ada.clone() };
    let cy = v2::Order {
        customer: "Cy".into(),
        lines: vec![v2::Line {
            no: 1,
            item: "pretzel".into(),
            quantity: 3,
            price: v2::Price { cents: 90 },
        }],
        payment: v2::Payment::Card,
    };
    for doc in [json::to_string(&ada)?, json::to_string(&bob)?, json::to_string(&cy)?] {
        let row = (table::tenant.eq("bakery"), table::doc.eq(doc));
        on!(database, conn => diesel::insert_into(table::table).values(row).execute(conn))?;
    }
    Ok(())
}

/// Today's release lists what the others have written, and rewrites nothing for it.
fn read_lazily(database: &mut Database, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    writeln!(out, "the bakery's orders, read as today's:")?;
    let rows = orders::list(database, "bakery")?;
    for row in &rows {
        let version = row.order.stored().ok_or("nothing is stored")?;
        let line = row.order.lines.first().ok_or("no line")?;
        writeln!(out, "  {} is stored at version {version}: {line}", row.id)?;
        assert_eq!((line.price.tax, line.wishes.len()), (19, 0));
    }
    assert_eq!(rows.len(), 3);
    assert_eq!((rows[1].order.lines[0].price.cents, &rows[1].order.payment), (45, &Payment::Cash));
    Ok(())
}

/// All tills of the cafe run today's release; at the bakery one still runs the last.
fn sell_at_two_versions(
    database: &mut Database,
    out: &mut impl Write,
) -> Result<(i64, i64), Box<dyn Error>> {
    orders::set_tenant(database, "cafe", TODAY)?;
    writeln!(out, "\nthe same order is stored")?;
    let mut sell = |tenant| {
        let espresso = Item { quantity: 2, name: "espresso".into(), cents: 240 };
        let id = orders::sell(database, tenant, till::order("Di".into(), vec![espresso]))?;
        change_line(database, id, 1, |line| line.wishes.push("no sugar".into()))?;
        let doc = stored(database, id)?;
        let version = json::version_of::<Order>(&doc)?;
        writeln!(out, "  at the {tenant} at version {version}: {doc}")?;
        Ok::<_, Box<dyn Error>>((id, version))
    };
    let (cafe, bakery) = (sell("cafe")?, sell("bakery")?);
    assert_eq!((cafe.1, bakery.1), (TODAY, LAST));
    Ok((cafe.0, bakery.0))
}

/// The last release reads today's order of the bakery as its own and changes it; the wish lies beside it.
fn last_release_at_the_bakery(
    database: &mut Database,
    id: i64,
    out: &mut impl Write,
) -> Result<(), Box<dyn Error>> {
    let last_release = Records::<v2::Order, _>::new(table::id, table::doc);
    on!(database, conn => last_release.update(conn, id, |order| order.lines[0].quantity = 3))?;
    let order = orders::get(database, id)?;
    writeln!(out, "\nafter the last release has made it three: {}", order.lines[0])?;
    assert_eq!(
        (order.lines[0].quantity, &*order.lines[0].wishes),
        (3, &["no sugar".to_owned()][..])
    );
    Ok(())
}

/// An order of the cafe is newer than the last release, which cannot read it and does not write over it.
fn last_release_at_the_cafe(
    database: &mut Database,
    id: i64,
    out: &mut impl Write,
) -> Result<(), Box<dyn Error>> {
    let before = stored(database, id)?;
    let last_release = Records::<v2::Order, _>::new(table::id, table::doc);
    let edit = on!(database, conn => last_release.update(conn, id, |order| order.lines.clear()));
    let refused = edit.err().ok_or("the last release has changed an order of today's")?;
    writeln!(out, "\nthe last release at the cafe:\n  {refused}")?;

    let view = on!(database, conn => last_release.view(conn, id))?.ok_or("no such order")?;
    let item = &view.lines[0].item;
    writeln!(
        out,
        "  to look at: {} has ordered {item}, and there may be more to it",
        view.customer
    )?;
    assert!(view.is_newer());

    let found = on!(database, conn => last_release.find(conn, id))?.ok_or("no such order")?;
    assert!(matches!(found, Found::Newer(_)));
    assert_eq!(json::seal_found(&found)?, before); // to pass on, to the byte
    assert_eq!(stored(database, id)?, before);
    Ok(())
}

/// The last till of the bakery has been updated. Its orders follow when they are read.
fn bakery_moves_on(database: &mut Database, out: &mut impl Write) -> Result<(), Box<dyn Error>> {
    orders::set_tenant(database, "bakery", TODAY)?;
    let bakery = orders::list(database, "bakery")?;
    for row in &bakery {
        orders::get(database, row.id)?;
    }
    let census = on!(database, conn => orders::records().census(conn))?;
    writeln!(out, "\nwhen the bakery's orders have been read at its new version: {census}")?;
    assert_eq!((census.of(TODAY), census.total()), (5, 5));

    // What releases have dropped is still there for who goes back to them.
    let older: Versioned<v1::Order> = heirloom::downgrade(orders::get(database, bakery[0].id)?)?;
    assert_eq!((older.till, older.paid, &*older.lines[0].price), (2, true, "3.80"));
    let wishes = &orders::list(database, "bakery")?[3].order.lines[0].wishes;
    assert_eq!(wishes, &["no sugar"]);
    writeln!(out, "\nchecked: no order has lost anything on the way")?;
    Ok(())
}

fn stored(database: &mut Database, id: i64) -> QueryResult<String> {
    on!(database, conn => table::table.find(id).select(table::doc).first(conn))
}
