//! Orders in the database: read as this release's type, and written at the version that their tenant is at.

use std::error::Error;

use diesel::prelude::*;
use heirloom::store::{Census, Doctor, Heal, Records};
use heirloom::{Found, Migrate, Version, Versioned, View, json};

use crate::database::{Database, on, orders, tenants};
use crate::order::Order;

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// An ordinary diesel model: the column upgrades what it reads.
#[derive(Queryable, Selectable)]
#[diesel(table_name = orders)]
pub struct OrderRow {
    pub id: i64,
    #[diesel(column_name = doc)]
    pub order: Versioned<Order>,
}

/// The same for who only passes orders on, of newer releases too.
#[derive(Queryable, Selectable)]
#[diesel(table_name = orders)]
pub struct ExportRow {
    #[diesel(column_name = doc)]
    pub order: Found<Order>,
}

/// Orders by number.
pub fn records() -> Records<Order, orders::id> {
    Records::new(orders::id, orders::doc)
}

/// Sets the version that is written for a tenant, which need not have been there.
pub fn set_tenant(database: &mut Database, name: &str, writes: Version) -> Result<()> {
    records().pin(writes)?; // is there such a version?
    let tenant = (tenants::name.eq(name), tenants::writes.eq(writes.to_string()));
    on!(database, conn => diesel::insert_into(tenants::table)
        .values(&tenant)
        .on_conflict(tenants::name)
        .do_update()
        .set(tenants::writes.eq(writes.to_string()))
        .execute(conn))?;
    Ok(())
}

/// Stores a new order, and gives its number.
pub fn sell(database: &mut Database, tenant: &str, order: Order) -> Result<i64> {
    // `Records::insert` has no value for the column `tenant`, and a column of diesel's knows no tenant's pin.
    let doc = json::to_string_at(order, pin_of(database, tenant)?)?;
    let row = (orders::tenant.eq(tenant), orders::doc.eq(doc));
    Ok(on!(database, conn => diesel::insert_into(orders::table)
        .values(row)
        .returning(orders::id)
        .get_result(conn))?)
}

/// Changes an order: read, changed and written back if nobody else has written it in between; not at all if the change refuses.
pub fn change(
    database: &mut Database,
    id: i64,
    change: impl FnMut(&mut Order) -> Result<()>,
) -> Result<Versioned<Order>> {
    let records = records().pin(pin_of_order(database, id)?)?;
    let written = on!(database, conn => records.try_update(conn, id, change))?;
    written.ok_or_else(|| no_order(id))
}

/// An order, which is brought to the version of its tenant if it is older.
pub fn get(database: &mut Database, id: i64) -> Result<Versioned<Order>> {
    let records = records().pin(pin_of_order(database, id)?)?.heal(Heal::Always);
    on!(database, conn => records.get(conn, id))?.ok_or_else(|| no_order(id))
}

/// An order to be looked at, of whichever release.
pub fn view(database: &mut Database, id: i64) -> Result<View<Order>> {
    on!(database, conn => records().view(conn, id))?.ok_or_else(|| no_order(id))
}

/// All orders of a tenant.
pub fn list(database: &mut Database, tenant: &str) -> Result<Vec<OrderRow>> {
    pin_of(database, tenant)?; // is there such a tenant?
    Ok(on!(database, conn => orders::table
        .filter(orders::tenant.eq(tenant))
        .order(orders::id)
        .select(OrderRow::as_select())
        .load(conn))?)
}

/// How many orders there are of each version, and whether this release can read them all.
pub fn doctor(database: &mut Database) -> Result<Census> {
    let census = on!(database, conn => records().census(conn))?;
    Doctor::new().entity::<Order>(&census).verdict()?;
    Ok(census)
}

/// The records of a tenant, one a line: those that this release knows as it writes them, newer ones as they are.
pub fn export(database: &mut Database, tenant: &str) -> Result<Vec<String>> {
    pin_of(database, tenant)?;
    let rows: Vec<ExportRow> = on!(database, conn => orders::table
        .filter(orders::tenant.eq(tenant))
        .order(orders::id)
        .select(ExportRow::as_select())
        .load(conn))?;
    Ok(rows
        .iter()
        .map(|row| json::seal_found(&row.order))
        .collect::<std::result::Result<_, _>>()?)
}

/// The version to write for a tenant.
fn pin_of(database: &mut Database, tenant: &str) -> Result<Version> {
    let writes: Option<String> = on!(database, conn => tenants::table
        .find(tenant)
        .select(tenants::writes)
        .first(conn)
        .optional())?;
    pin(&writes.ok_or_else(|| format!("there is no tenant `{tenant}`"))?)
}

fn pin_of_order(database: &mut Database, id: i64) -> Result<Version> {
    let writes: Option<String> = on!(database, conn => orders::table
        .inner_join(tenants::table)
        .filter(orders::id.eq(id))
        .select(tenants::writes)
        .first(conn)
        .optional())?;
    pin(&writes.ok_or_else(|| no_order(id))?)
}

/// A tenant may be ahead of this release, which then writes what it can.
fn pin(writes: &str) -> Result<Version> {
    Ok(writes.parse::<Version>()?.min(Order::VERSION))
}

fn no_order(id: i64) -> Box<dyn Error> {
    format!("there is no order {id}").into()
}
