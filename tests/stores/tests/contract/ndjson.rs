//! The filter for streams of lines.

use std::io::{self, BufReader, Read, Write};

use heirloom::Version;
use heirloom::store::ndjson::{Counts, Filter};
use heirloom_store_tests::{new_text, old_text};
use heirloom_tests::user::User;
use proptest::prelude::*;
use serde_json::Value;

fn run(filter: &Filter<User>, input: &[u8]) -> (Vec<u8>, Vec<Value>, Counts) {
    let (mut output, mut errors) = (Vec::new(), Vec::new());
    let counts = filter.run(input, &mut output, &mut errors).unwrap();
    (output, objects(&errors), counts)
}

fn objects(errors: &[u8]) -> Vec<Value> {
    assert!(errors.is_empty() || errors.ends_with(b"\n"));
    let errors = std::str::from_utf8(errors).unwrap();
    errors.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn counts(counts: Counts) -> [u64; 5] {
    [counts.lines, counts.converted, counts.unchanged, counts.blank, counts.failed]
}

#[test]
fn each_line_comes_out_in_order_and_the_same_unless_it_is_converted() {
    // In another spelling than ours: writing it anew would show.
    let current = new_text(2).replace(',', " , ");
    let damaged = r#"{"$v":1,"name":"Ada","#;
    let input =
        [&old_text(1), "", &current, damaged, " \t", r#"{"$v":4}"#, &old_text(3), ""].join("\n");
    let (output, errors, found) = run(&Filter::new(), input.as_bytes());

    let expected =
        [&new_text(1), "", &current, damaged, " \t", r#"{"$v":4}"#, &new_text(3), ""].join("\n");
    assert_eq!(String::from_utf8(output).unwrap(), expected);
    assert_eq!(counts(found), [7, 2, 1, 2, 2]);
    assert_eq!(found.to_string(), "7 lines: 2 converted, 1 unchanged, 2 blank, 2 failed");
    assert_eq!((&errors[0]["line"], &errors[1]["line"]), (&4.into(), &6.into()));
    assert_eq!((&errors[0]["code"], &errors[1]["code"]), (&"malformed".into(), &"too_new".into()));
    assert_eq!(
        (&errors[0]["record"], &errors[1]["record"]),
        (&damaged.into(), &r#"{"$v":4}"#.into())
    );
    assert_eq!(
        errors[1]["message"],
        "cannot open `user` at version 4: this program knows up to 3; deploy the newer reader first"
    );
    let message = errors[0]["message"].as_str().unwrap();
    assert!(
        message.starts_with("cannot open `user` at version 1: its JSON ends too early: EOF"),
        "{message}"
    );
}

#[test]
fn the_path_of_a_field_is_a_member_of_its_own() {
    let input =
        r#"{"$v":3,"first_name":"","last_name":"","email":null,"status":"Active","tags":["x",7]}"#;
    let (_, errors, _) = run(&Filter::new(), input.as_bytes());
    assert_eq!(errors[0]["path"], "tags[1]");
}

#[test]
fn an_older_version_comes_out_if_it_is_asked_for_and_nothing_is_lost() {
    let today = new_text(1).replace("[]", r#"["x"]"#);
    let input = format!("{}\n{today}\n", old_text(1));
    let older = Filter::new().version(Version::major(1));
    let (output, errors, found) = run(&older, input.as_bytes());
    assert_eq!((counts(found), errors.len()), ([2, 1, 1, 0, 0], 0));
    let (first, second) = std::str::from_utf8(&output).unwrap().split_once('\n').unwrap();
    assert_eq!(first, old_text(1));
    assert!(second.starts_with(r#"{"$v":1,"$c":{"#), "{second}");

    let (output, _, found) = run(&Filter::new(), &output);
    assert_eq!(String::from_utf8(output).unwrap(), format!("{}\n{today}\n", new_text(1)));
    assert_eq!(counts(found), [2, 2, 0, 0, 0]);
}

#[test]
fn a_version_outside_the_chain_is_refused_before_anything_is_read() {
    let never = BufReader::new(Failing(io::ErrorKind::Other));
    let filter = Filter::<User>::new().version(Version::major(9));
    let error = filter.run(never, Vec::new(), Vec::new()).unwrap_err();
    assert_eq!(
        (error.kind().code(), &*error.to_string()),
        ("seal", "cannot write `user` at version 9: the chain does not hold that version")
    );
}

#[test]
fn line_endings_stay_as_they_are() {
    let (old, new) = (old_text(1), new_text(1));
    for (input, expected) in [
        (format!("{old}\r\n\r\n{old}\n{old}"), format!("{new}\r\n\r\n{new}\n{new}")),
        (format!("{old}\r"), format!("{new}\r")),
        ("\n\n".to_owned(), "\n\n".to_owned()),
        (String::new(), String::new()),
        ("\r\n".to_owned(), "\r\n".to_owned()),
    ] {
        let (output, errors, found) = run(&Filter::new(), input.as_bytes());
        assert_eq!(String::from_utf8(output).unwrap(), expected);
        assert!(errors.is_empty());
        assert_eq!(found.lines, input.split_inclusive('\n').count() as u64);
    }
}

#[test]
fn a_byte_order_mark_is_dropped_at_the_beginning_and_fails_elsewhere() {
    let (old, new) = (old_text(1), new_text(1));
    let (output, errors, found) =
        run(&Filter::new(), format!("\u{feff}{old}\n\u{feff}{old}\n").as_bytes());
    assert_eq!(String::from_utf8(output).unwrap(), format!("{new}\n\u{feff}{old}\n"));
    assert_eq!(counts(found), [2, 1, 0, 0, 1]);
    assert_eq!(errors[0]["record"], format!("\u{feff}{old}"));
    let (output, _, found) = run(&Filter::new(), "\u{feff}".as_bytes());
    assert_eq!((output.len(), counts(found)), (0, [1, 0, 0, 1, 0]));
}

#[test]
fn what_is_no_utf_8_comes_out_as_it_is_and_its_bytes_stand_in_the_error() {
    let input = [b"{\"$v\":1,\"name\":\"\xff\"}\r\n", old_text(1).as_bytes()].concat();
    let (output, errors, found) = run(&Filter::new(), &input);
    assert_eq!(output, [b"{\"$v\":1,\"name\":\"\xff\"}\r\n", new_text(1).as_bytes()].concat());
    assert_eq!(counts(found), [2, 1, 0, 0, 1]);
    assert_eq!(errors[0]["record_hex"], "7b222476223a312c226e616d65223a22ff227d");
    assert_eq!((errors[0].get("record"), &errors[0]["code"]), (None, &"malformed".into()));
}

#[test]
fn a_line_over_the_limit_passes_through_and_the_next_one_is_converted() {
    let (old, new) = (old_text(1), new_text(1));
    let long = format!("{}{}", old_text(2), " ".repeat(100));
    let input = format!("{old}\n{long}\r\n{old}\n{long}");
    let filter = Filter::<User>::new().line_limit(old.len() + 1);
    for buffer in 1..300 {
        let (mut output, mut errors) = (Vec::new(), Vec::new());
        let input = BufReader::with_capacity(buffer, input.as_bytes());
        let found = filter.run(input, &mut output, &mut errors).unwrap();
        assert_eq!(String::from_utf8(output).unwrap(), format!("{new}\n{long}\r\n{new}\n{long}"));
        assert_eq!(counts(found), [4, 2, 0, 0, 2]);
        let errors = objects(&errors);
        for (error, line) in errors.iter().zip([2, 4]) {
            assert_eq!((&error["line"], &error["code"]), (&line.into(), &"line_too_long".into()));
            assert_eq!(error.as_object().unwrap().len(), 3);
        }
    }
    // The ending counts.
    let shorter = filter.line_limit(old.len());
    assert_eq!(counts(run(&shorter, format!("{old}\n").as_bytes()).2), [1, 0, 0, 0, 1]);
    assert_eq!(counts(run(&shorter, old.as_bytes()).2), [1, 1, 0, 0, 0]);
    assert_eq!(counts(run(&shorter.line_limit(0), b"\n\n\n").2), [3, 0, 0, 0, 3]);
}

#[test]
fn a_line_without_end_is_not_held() {
    let endless = BufReader::new(io::repeat(b'x').take(1 << 30));
    let mut errors = Vec::new();
    let found =
        Filter::<User>::new().line_limit(1000).run(endless, io::sink(), &mut errors).unwrap();
    assert_eq!((counts(found), objects(&errors).len()), ([1, 0, 0, 0, 1], 1));
}

struct Failing(io::ErrorKind);

impl Read for Failing {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        Err(self.0.into())
    }
}

impl Write for Failing {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(self.0.into())
    }

    fn flush(&mut self) -> io::Result<()> {
        Err(self.0.into())
    }
}

#[test]
fn what_cannot_be_read_or_written_is_said() {
    let broken = || Failing(io::ErrorKind::BrokenPipe);
    let filter = Filter::<User>::new();
    let old = old_text(1);
    let good = || old.as_bytes();
    for (result, message) in [
        (
            filter.run(good().chain(BufReader::new(broken())), Vec::new(), Vec::new()),
            "read lines of",
        ),
        (filter.run(good(), broken(), Vec::new()), "write lines of"),
        (filter.run(&b"x"[..], Vec::new(), broken()), "write errors of"),
        (filter.run(&b""[..], broken(), Vec::new()), "write lines of"),
    ] {
        let error = result.unwrap_err();
        assert_eq!(error.kind().code(), "io");
        assert_eq!(
            error.to_string(),
            format!("cannot {message} `user`: the system refuses to read or to write")
        );
    }
}

/// Is interrupted before every read.
struct Interrupted<R>(R, bool);

impl<R: Read> Read for Interrupted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.1 = !self.1;
        if self.1 { Err(io::ErrorKind::Interrupted.into()) } else { self.0.read(buffer) }
    }
}

#[test]
fn an_interrupted_read_goes_on() {
    let old = old_text(1);
    let input = BufReader::with_capacity(3, Interrupted(old.as_bytes(), false));
    let mut output = Vec::new();
    Filter::<User>::new().run(input, &mut output, Vec::new()).unwrap();
    assert_eq!(output, new_text(1).as_bytes());
}

proptest! {
    #[test]
    fn whatever_comes_in_as_many_lines_come_out_and_none_is_lost(
        lines in prop::collection::vec(
            prop_oneof![
                (0..3i64).prop_map(|id| old_text(id).into_bytes()),
                (0..3i64).prop_map(|id| new_text(id).into_bytes()),
                prop::collection::vec(any::<u8>(), 0..40),
                Just(b"\r".to_vec()),
                "[{}\\[\\]\":,$v1-4 ]{0,20}".prop_map(String::into_bytes),
            ],
            0..8,
        ),
        buffer in 1..200usize,
        limit in 0..400usize,
    ) {
        let input = lines.join(&b'\n');
        prop_assume!(!input.starts_with("\u{feff}".as_bytes()));
        let filter = Filter::<User>::new().line_limit(limit);
        let (mut output, mut errors) = (Vec::new(), Vec::new());
        let reader = BufReader::with_capacity(buffer, &*input);
        let found = filter.run(reader, &mut output, &mut errors).unwrap();
        let errors = objects(&errors);
        prop_assert_eq!(found.lines, found.converted + found.unchanged + found.blank + found.failed);
        prop_assert_eq!(errors.len() as u64, found.failed);
        // Each line is what it was, or what a filter of this line alone makes of it.
        let came: Vec<_> = input.split_inclusive(|byte| *byte == b'\n').collect();
        let went: Vec<_> = output.split_inclusive(|byte| *byte == b'\n').collect();
        prop_assert_eq!((came.len(), came.len() as u64), (went.len(), found.lines));
        for (number, (came, went)) in came.iter().zip(&went).enumerate() {
            let failed = errors.iter().any(|error| error["line"] == number + 1);
            let (alone, _, counted) = run(&filter, came);
            prop_assert_eq!((&&*alone, counted.failed == 1), (went, failed));
            prop_assert!(!failed || came == went);
        }
        // A second time there is nothing to do.
        let (again, _, second) = run(&Filter::new(), &output);
        let left = second.converted == 0 || found.failed > 0; // the limit may have held some back
        prop_assert!(left && (again == output || found.failed > 0));
    }
}
