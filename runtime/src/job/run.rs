//! The loop of a run: look where the job stands, do the next thing, look again.
//!
//! What the loop knows is in the database, not in variables: after a kill, or beside another process, it is the same.

use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use crate::chain::Migrate as _;
use crate::job::clock::{now, patiently};
use crate::job::plan::{self, Next, Start};
use crate::job::progress::Watch;
use crate::job::work::{Stop, Work};
use crate::job::{JobError, JobErrorKind, Progress, Report};
use crate::store::backend::{JobStore, Result};
use crate::store::books::{JobRow, Mark, RangeRow, Wanted};
use crate::store::place::Place;
use crate::store::stored::Stored;
use crate::store::{RowKey, StoreError, StoreErrorKind};

/// What a run may use.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    pub(super) rows: u32,
    pub(super) bytes: usize,
    pub(super) passes: u32,
    pub(super) patience: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { rows: 1000, bytes: 8 << 20, passes: 3, patience: Duration::from_secs(30) }
    }
}

/// A job that may run: its table has been surveyed.
#[derive(Debug)]
pub struct Job<'a> {
    pub(super) name: &'a str,
    pub(super) place: Place,
    pub(super) limits: Limits,
}

pub(super) fn run<W: Work<C>, C: JobStore>(
    work: &mut W,
    conn: &mut C,
    name: &str,
    place: &Place,
    limits: Limits,
    watch: &mut Watch<'_>,
) -> std::result::Result<Report, JobError> {
    let begun = Instant::now();
    let failed_in = |place: &Place, kind| {
        let error = StoreError::new("upgrade", W::Latest::ENTITY, place, None, kind);
        JobError::new(name, JobErrorKind::Store(error))
    };
    let failed = |kind| failed_in(place, kind);
    let refused = |kind| JobError::new(name, kind);
    let stopped = |stop| match stop {
        Stop::Store(kind) => failed(kind),
        Stop::Elsewhere(place, kind) => failed_in(&place, kind),
        Stop::Job(kind) => refused(kind),
    };
    let version = W::Latest::VERSION.to_string();
    let wanted = Wanted {
        entity: W::Latest::ENTITY,
        version: &version,
        table: &place.table,
        key: place.key.name,
        document: place.document,
        carry: place.carry.map(|carry| carry.name),
    };

    let place = prepare(conn, place, limits).map_err(failed)?;
    let job = Job { name, place, limits };
    work.prepare(conn, &job).map_err(stopped)?;
    begin(conn, &job, &wanted).map_err(failed)?.map_err(refused)?;
    let rows = if watch.is_watched() {
        patiently(limits.patience, || conn.count(&job.place)).map_err(failed)?
    } else {
        0
    };
    loop {
        let (row, range) = patiently(limits.patience, || stand(conn, name)).map_err(failed)?;
        // A newer program may have taken the job over.
        plan::start(Some(&row), &wanted).map_err(refused)?;
        let pass = u32::try_from(row.mark.pass).unwrap_or(u32::MAX);
        watch.tell(&Progress { pass, tally: range.tally, rows, elapsed: begun.elapsed() });
        if row.finished {
            let report =
                || conn.write(|conn| report(&*work, conn, &job, row.mark, &version, begun));
            match patiently(limits.patience, report).map_err(failed)? {
                Some(report) => {
                    watch.finish();
                    return Ok(report);
                }
                None => continue, // somebody has begun another run; see that one through
            }
        }
        if range.done {
            end_pass::<W, C>(conn, &job, row.mark, &range).map_err(failed)?;
        } else {
            work.batch(conn, &job, row.mark, &range).map_err(stopped)?;
        }
    }
}

/// Whether everything is in place, before anything is written.
fn prepare<C: JobStore>(conn: &mut C, place: &Place, limits: Limits) -> Result<Place> {
    let place = patiently(limits.patience, || conn.survey(place))?;
    patiently(limits.patience, || conn.open_books(now()))?;
    Ok(place)
}

/// Enters the job, or finds out where it stands.
fn begin<C: JobStore>(
    conn: &mut C,
    job: &Job<'_>,
    wanted: &Wanted<'_>,
) -> Result<std::result::Result<(), JobErrorKind>> {
    let begin = |conn: &mut C| {
        let found = conn.job(job.name)?;
        match (plan::start(found.as_ref(), wanted), found) {
            (Err(kind), _) => return Ok(Err(kind)),
            (Ok(Start::Resume), _) => return Ok(Ok(())),
            (Ok(Start::Restart), Some(found)) => {
                conn.restart(found.mark.job, wanted.version, now())?;
            }
            (Ok(Start::Enter | Start::Restart), _) => conn.enter(job.name, wanted, now())?,
        }
        let entered = conn.job(job.name)?.ok_or(StoreErrorKind::BadBooks)?;
        begin_pass(conn, job, Mark { pass: 1, ..entered.mark }).map(Ok)
    };
    patiently(job.limits.patience, || conn.write(begin))
}

/// A pass goes up to what is the largest key now, so that it ends while rows are still inserted.
fn begin_pass<C: JobStore>(conn: &mut C, job: &Job<'_>, mark: Mark) -> Result<()> {
    let end = conn.largest_key(&job.place)?;
    conn.begin_pass(mark, end.as_ref())
}

/// The job, and its pass.
fn stand<C: JobStore>(conn: &mut C, name: &str) -> Result<(JobRow, RangeRow)> {
    loop {
        let row = conn.job(name)?.ok_or(StoreErrorKind::BadBooks)?;
        if let Some(range) = conn.range(row.mark)? {
            return Ok((row, range));
        }
        // Another process may have gone on in between. If not, somebody has removed the pass.
        if conn.job(name)?.is_none_or(|again| again.mark == row.mark) {
            return Err(StoreErrorKind::BadBooks);
        }
    }
}

/// Ends a pass that has reached its end, and begins the next one, or ends the run.
fn end_pass<W: Work<C>, C: JobStore>(
    conn: &mut C,
    job: &Job<'_>,
    mark: Mark,
    range: &RangeRow,
) -> Result<()> {
    let next = plan::after(mark.pass, &range.tally, job.limits.passes);
    let stale = match next {
        Next::Pass => 0,
        Next::Finish { stale } => stale,
        Next::Count => count_stale::<W, C>(conn, job)?,
    };
    let end = |conn: &mut C| {
        // Another process may have ended it.
        if conn.job(job.name)?.is_none_or(|row| row.finished || row.mark != mark) {
            return Ok(());
        }
        conn.release(mark)?;
        match next {
            Next::Pass => begin_pass(conn, job, Mark { pass: mark.pass + 1, ..mark }),
            Next::Finish { .. } | Next::Count => conn.finish(mark, stale, now()),
        }
    };
    patiently(job.limits.patience, || conn.write(end))
}

/// Goes through the table once more without writing.
fn count_stale<W: Work<C>, C: JobStore>(conn: &mut C, job: &Job<'_>) -> Result<u64> {
    let (place, limits) = (&job.place, job.limits);
    let Some(end) = patiently(limits.patience, || conn.largest_key(place))? else { return Ok(0) };
    let mut stale = 0;
    let mut cursor = None;
    loop {
        let page = || {
            let (mut found, mut last) = (0, None);
            let mut visit = |key: RowKey, stored: Stored| {
                found += u64::from(W::is_stale(place, &key, &stored));
                last = Some(key);
                ControlFlow::Continue(())
            };
            let done = conn.page(place, cursor.as_ref(), &end, limits.rows, &mut visit)?;
            Ok((found, last, done))
        };
        let (found, last, done) = patiently(limits.patience, page)?;
        stale += found;
        if done {
            return Ok(stale);
        }
        cursor = last;
    }
}

/// What a run came to; `None` if another one has begun meanwhile.
fn report<W: Work<C>, C: JobStore>(
    work: &W,
    conn: &mut C,
    job: &Job<'_>,
    mark: Mark,
    version: &str,
    begun: Instant,
) -> Result<Option<Report>> {
    let row = conn.job(job.name)?.filter(|row| row.finished && row.mark == mark);
    let Some(row) = row else { return Ok(None) };
    let (emitted, joined) = conn.beside(mark.job, mark.run)?;
    Ok(Some(Report {
        job: job.name.to_owned(),
        table: job.place.table.clone(),
        version: version.to_owned(),
        passes: conn.passes(mark.job, mark.run)?,
        stale: row.stale,
        quarantined: conn.quarantined(mark.job)?,
        emitted,
        joined,
        orphans: work.orphans(conn, job)?,
        elapsed: begun.elapsed(),
    }))
}
