//! Transactions, and where a job stands.

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::sqlite::Sqlite;
use diesel::upsert::excluded;

use crate::store::backend::{Books, Result, Rows as _, Undone};
use crate::store::books::{
    Emission, Failed, Gone, JobRow, Mark, RangeRow, Removed, SetAside, Tally, Wanted,
};
use crate::store::sqlite::aside;
use crate::store::sqlite::fault::classify;
use crate::store::sqlite::tables::{
    self, Key, heirloom_job as job, heirloom_job_range as range, heirloom_quarantine as quarantine,
};
use crate::store::value::Value;
use crate::store::{RowKey, StoreErrorKind};

impl Books for SqliteConnection {
    fn write<R>(&mut self, act: impl FnOnce(&mut Self) -> Result<R>) -> Result<R> {
        let mut failed = None;
        let done = self.immediate_transaction(|conn| {
            act(conn).map_err(|kind| {
                failed = Some(kind);
                diesel::result::Error::RollbackTransaction
            })
        });
        // Where SQLite has rolled back by itself, diesel's rollback fails too. That is not what went wrong.
        done.map_err(|error| failed.unwrap_or_else(|| ours(error)))
    }

    fn savepoint<R>(
        &mut self,
        act: impl FnOnce(&mut Self) -> Result<R>,
    ) -> std::result::Result<R, Undone> {
        // Not diesel's, which would take the connection for broken where a trigger ends the whole transaction.
        let run = |conn: &mut Self, sql: &str| conn.batch_execute(sql).map_err(ours);
        run(self, "SAVEPOINT heirloom_row")?;
        match act(self) {
            Ok(done) => {
                run(self, "RELEASE heirloom_row")?;
                Ok(done)
            }
            Err(kind) if self.transaction_survived() => {
                run(self, "ROLLBACK TO heirloom_row; RELEASE heirloom_row")?;
                Err(Undone { kind, survived: true })
            }
            Err(kind) => Err(Undone { kind, survived: false }),
        }
    }

    fn open_books(&mut self, now: i64) -> Result<()> {
        tables::open(self, now)
    }

    fn job(&mut self, name: &str) -> Result<Option<JobRow>> {
        type Row =
            ((i64, i64, i64, bool, i64), (String, String, String, String, String, Option<String>));
        let found: Option<Row> = job::table
            .filter(job::name.eq(name))
            .select((
                (job::job, job::run, job::pass, job::finished, job::stale),
                (
                    job::entity,
                    job::version,
                    job::records,
                    job::key_column,
                    job::document_column,
                    job::carry_column,
                ),
            ))
            .first(self)
            .optional()
            .map_err(ours)?;
        Ok(found.map(|(stands, target)| JobRow {
            mark: Mark { job: stands.0, run: stands.1, pass: stands.2 },
            finished: stands.3,
            stale: stands.4.cast_unsigned(),
            entity: target.0,
            version: target.1,
            table: target.2,
            key: target.3,
            document: target.4,
            carry: target.5,
        }))
    }

    fn enter(&mut self, name: &str, wanted: &Wanted<'_>, now: i64) -> Result<()> {
        let row = (
            job::name.eq(name),
            job::entity.eq(wanted.entity),
            job::version.eq(wanted.version),
            job::records.eq(wanted.table),
            job::key_column.eq(wanted.key),
            job::document_column.eq(wanted.document),
            job::carry_column.eq(wanted.carry),
            job::run.eq(1),
            job::pass.eq(0),
            job::finished.eq(false),
            job::stale.eq(0),
            job::started_at.eq(now),
        );
        done(diesel::insert_into(job::table).values(row).execute(self))
    }

    fn restart(&mut self, id: i64, version: &str, now: i64) -> Result<()> {
        // The passes of the run before are history that nothing reads.
        done(diesel::delete(range::table.filter(range::job.eq(id))).execute(self))?;
        let row = (
            job::run.eq(job::run + 1),
            job::pass.eq(0),
            job::finished.eq(false),
            job::version.eq(version),
            job::started_at.eq(now),
            job::ended_at.eq(None::<i64>),
        );
        done(diesel::update(job::table.find(id)).set(row).execute(self))
    }

    fn finish(&mut self, mark: Mark, stale: u64, now: i64) -> Result<()> {
        let row =
            (job::finished.eq(true), job::stale.eq(stale.cast_signed()), job::ended_at.eq(now));
        done(diesel::update(job::table.find(mark.job)).set(row).execute(self))
    }

    fn begin_pass(&mut self, mark: Mark, end: Option<&RowKey>) -> Result<()> {
        let row = (
            range::job.eq(mark.job),
            range::run.eq(mark.run),
            range::pass.eq(mark.pass),
            range::range_no.eq(0),
            range::end_key.eq(column(end)),
            range::seq.eq(0),
            range::done.eq(false),
            Counters::from(Tally::default()),
        );
        done(diesel::insert_into(range::table).values(row).execute(self))?;
        let pass = job::pass.eq(mark.pass);
        done(diesel::update(job::table.find(mark.job)).set(pass).execute(self))
    }

    fn range(&mut self, mark: Mark) -> Result<Option<RangeRow>> {
        type Row = (Value<'static>, Value<'static>, i64, bool, Counters);
        let found: Option<Row> = range::table
            .find(id(mark))
            .select((
                range::last_key,
                range::end_key,
                range::seq,
                range::done,
                Counters::as_select(),
            ))
            .first(self)
            .optional()
            .map_err(ours)?;
        Ok(found.map(|(cursor, end, seq, done, counters)| RangeRow {
            cursor: key(cursor),
            end: key(end),
            seq,
            done,
            tally: counters.into(),
        }))
    }

    fn advance(&mut self, mark: Mark, from: i64, to: &RangeRow) -> Result<bool> {
        let row = (
            range::last_key.eq(column(to.cursor.as_ref())),
            range::seq.eq(to.seq),
            range::done.eq(to.done),
            Counters::from(to.tally),
        );
        let moved = diesel::update(range::table.find(id(mark)).filter(range::seq.eq(from)))
            .set(row)
            .execute(self)
            .map_err(ours)?;
        Ok(moved == 1)
    }

    fn passes(&mut self, job: i64, run: i64) -> Result<Vec<Tally>> {
        let found: Vec<Counters> = range::table
            .filter(range::job.eq(job).and(range::run.eq(run)))
            .order(range::pass)
            .select(Counters::as_select())
            .load(self)
            .map_err(ours)?;
        Ok(found.into_iter().map(Tally::from).collect())
    }

    fn set_aside(&mut self, mark: Mark, failed: &Failed<'_>, now: i64) -> Result<()> {
        let state = (
            quarantine::version.eq(failed.version),
            quarantine::code.eq(failed.code),
            quarantine::path.eq(failed.path),
            quarantine::reason.eq(failed.reason),
            quarantine::run.eq(mark.run),
            quarantine::pass.eq(mark.pass),
            quarantine::last_at.eq(now),
        );
        let row = (
            quarantine::job.eq(mark.job),
            quarantine::key.eq(Key(&failed.key.first)),
            quarantine::attempts.eq(1),
            quarantine::first_at.eq(now),
        );
        let insert = diesel::insert_into(quarantine::table)
            .values((row, state))
            .on_conflict((quarantine::job, quarantine::key))
            .do_update()
            .set((
                state,
                quarantine::attempts.eq(quarantine::attempts + excluded(quarantine::attempts)),
            ));
        done(insert.execute(self))
    }

    fn keep(&mut self, mark: Mark, gone: &Gone<'_>, now: i64) -> Result<()> {
        aside::keep(self, mark, gone, now).map_err(ours)
    }

    fn removals(&mut self, job: i64, run: i64) -> Result<u64> {
        let removed = range::table
            .filter(range::job.eq(job).and(range::run.eq(run)))
            .select(range::removed)
            .load::<i64>(self);
        removed.map(|removed| removed.iter().sum::<i64>().cast_unsigned()).map_err(ours)
    }

    fn removed(&mut self, job: i64, limit: u32) -> Result<Vec<Removed>> {
        aside::removed(self, job, limit).map_err(ours)
    }

    fn emitter(&mut self, table: &str, key: &RowKey) -> Result<Option<(i64, RowKey, i64)>> {
        aside::emitter(self, table, key).map_err(ours)
    }

    fn emitted(&mut self, mark: Mark, row: &Emission<'_>, now: i64) -> Result<()> {
        aside::emitted(self, mark, row, now).map_err(ours)
    }

    fn beside(&mut self, job: i64, run: i64) -> Result<(u64, u64)> {
        aside::beside(self, job, run).map_err(ours)
    }

    fn release(&mut self, mark: Mark) -> Result<()> {
        let seen = quarantine::run.eq(mark.run).and(quarantine::pass.eq(mark.pass));
        let unseen = quarantine::job.eq(mark.job).and(diesel::dsl::not(seen));
        done(diesel::delete(quarantine::table.filter(unseen)).execute(self))
    }

    fn quarantined(&mut self, job: i64) -> Result<u64> {
        let count = quarantine::table.filter(quarantine::job.eq(job)).count();
        count.get_result(self).map(i64::cast_unsigned).map_err(ours)
    }

    fn quarantine(&mut self, job: i64, limit: u32) -> Result<Vec<SetAside>> {
        type Row = (Value<'static>, Option<String>, String, String, String, i64, i64, i64);
        let found: Vec<Row> = quarantine::table
            .filter(quarantine::job.eq(job))
            .order(quarantine::key)
            .limit(limit.into())
            .select((
                quarantine::key,
                quarantine::version,
                quarantine::code,
                quarantine::path,
                quarantine::reason,
                quarantine::attempts,
                quarantine::first_at,
                quarantine::last_at,
            ))
            .load(self)
            .map_err(ours)?;
        let set_aside = |row: Row| SetAside {
            key: RowKey::of(row.0),
            version: row.1,
            code: row.2,
            path: row.3,
            reason: row.4,
            attempts: row.5.cast_unsigned(),
            first_at: row.6,
            last_at: row.7,
        };
        Ok(found.into_iter().map(set_aside).collect())
    }
}

/// An error that no row of the user's is to blame for.
fn ours(error: diesel::result::Error) -> StoreErrorKind {
    match classify(error) {
        StoreErrorKind::Refused(error) => StoreErrorKind::Database(error),
        kind => kind,
    }
}

fn done(executed: QueryResult<usize>) -> Result<()> {
    executed.map(drop).map_err(ours)
}

/// The one range of a pass. There will be more once several workers share a pass.
fn id(mark: Mark) -> (i64, i64, i64, i64) {
    (mark.job, mark.run, mark.pass, 0)
}

fn column(key: Option<&RowKey>) -> Key<'_> {
    Key(key.map_or(&Value::Null, |key| &key.first))
}

fn key(value: Value<'static>) -> Option<RowKey> {
    (value != Value::Null).then_some(RowKey::of(value))
}

/// A [`Tally`] as the columns that hold it.
#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = range, check_for_backend(Sqlite))]
struct Counters {
    scanned: i64,
    upgraded: i64,
    current: i64,
    newer: i64,
    empty: i64,
    set_aside: i64,
    conflicted: i64,
    removed: i64,
}

impl From<Tally> for Counters {
    fn from(tally: Tally) -> Self {
        Self {
            scanned: tally.scanned.cast_signed(),
            upgraded: tally.upgraded.cast_signed(),
            current: tally.current.cast_signed(),
            newer: tally.newer.cast_signed(),
            empty: tally.empty.cast_signed(),
            set_aside: tally.set_aside.cast_signed(),
            conflicted: tally.conflicted.cast_signed(),
            removed: tally.removed.cast_signed(),
        }
    }
}

impl From<Counters> for Tally {
    fn from(counters: Counters) -> Self {
        Self {
            scanned: counters.scanned.cast_unsigned(),
            upgraded: counters.upgraded.cast_unsigned(),
            current: counters.current.cast_unsigned(),
            newer: counters.newer.cast_unsigned(),
            empty: counters.empty.cast_unsigned(),
            set_aside: counters.set_aside.cast_unsigned(),
            conflicted: counters.conflicted.cast_unsigned(),
            removed: counters.removed.cast_unsigned(),
        }
    }
}
