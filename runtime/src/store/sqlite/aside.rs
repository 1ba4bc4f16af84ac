//! What a job keeps of rows that steps took away, or put into other tables.

use diesel::prelude::*;

use crate::store::RowKey;
use crate::store::books::{Cause, Emission, Gone, Mark, Removed};
use crate::store::sqlite::tables::{Key, heirloom_emitted as emitted, heirloom_removed as removed};
use crate::store::value::Value;

pub(super) fn keep(
    conn: &mut SqliteConnection,
    mark: Mark,
    gone: &Gone<'_>,
    now: i64,
) -> QueryResult<()> {
    let row = (
        removed::job.eq(mark.job),
        removed::run.eq(mark.run),
        removed::records.eq(gone.table),
        removed::key.eq(Key(&gone.key.first)),
        removed::document.eq(Key(&gone.stored.document)),
        removed::carry.eq(Key(&gone.stored.carry)),
        removed::cause.eq(gone.cause.word()),
        removed::reason.eq(gone.reason),
        removed::removed_at.eq(now),
    );
    diesel::insert_into(removed::table).values(row).execute(conn).map(drop)
}

pub(super) fn removed(
    conn: &mut SqliteConnection,
    job: i64,
    limit: u32,
) -> QueryResult<Vec<Removed>> {
    type Row = (String, Value<'static>, Value<'static>, Value<'static>, String, String, i64);
    let found: Vec<Row> = removed::table
        .filter(removed::job.eq(job))
        .order(removed::removed.desc())
        .limit(limit.into())
        .select((
            removed::records,
            removed::key,
            removed::document,
            removed::carry,
            removed::cause,
            removed::reason,
            removed::removed_at,
        ))
        .load(conn)?;
    let row = |(table, key, document, carry, cause, reason, removed_at): Row| Removed {
        table,
        key: RowKey::of(key),
        document: document.bytes().unwrap_or_default().to_vec(),
        carry: carry.bytes().map(<[u8]>::to_vec),
        cause: if cause == Cause::Joined.word() { Cause::Joined } else { Cause::Removed },
        reason,
        removed_at,
    };
    Ok(found.into_iter().map(row).collect())
}

pub(super) fn emitter(
    conn: &mut SqliteConnection,
    table: &str,
    key: &RowKey,
) -> QueryResult<Option<(i64, RowKey, i64)>> {
    let found: Option<(i64, Value<'static>, i64)> = emitted::table
        .filter(emitted::records.eq(table).and(emitted::key.eq(Key(&key.first))))
        .select((emitted::job, emitted::source, emitted::position))
        .first(conn)
        .optional()?;
    Ok(found.map(|(job, source, position)| (job, RowKey::of(source), position)))
}

pub(super) fn emitted(
    conn: &mut SqliteConnection,
    mark: Mark,
    row: &Emission<'_>,
    now: i64,
) -> QueryResult<()> {
    let row = (
        emitted::records.eq(row.table),
        emitted::key.eq(Key(&row.key.first)),
        emitted::job.eq(mark.job),
        emitted::run.eq(mark.run),
        emitted::source.eq(Key(&row.source.first)),
        emitted::position.eq(row.position),
        emitted::emitted_at.eq(now),
    );
    // Where the row under that id was deleted since, somebody may have emitted it before.
    diesel::replace_into(emitted::table).values(row).execute(conn).map(drop)
}

pub(super) fn beside(conn: &mut SqliteConnection, job: i64, run: i64) -> QueryResult<(u64, u64)> {
    let put: i64 = emitted::table
        .filter(emitted::job.eq(job).and(emitted::run.eq(run)))
        .count()
        .get_result(conn)?;
    let joined: i64 = removed::table
        .filter(removed::job.eq(job).and(removed::run.eq(run)))
        .filter(removed::cause.eq(Cause::Joined.word()))
        .count()
        .get_result(conn)?;
    Ok((put.cast_unsigned(), joined.cast_unsigned()))
}
