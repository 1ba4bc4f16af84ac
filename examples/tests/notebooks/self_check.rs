//! The check at the end of each run, on results that are not what they should be.

use heirloom::Version;

use crate::output::check;

fn fault(text: &str) -> Option<String> {
    check("x.ipynb", text, Version::new(4, 5, 0)).err().map(|error| error.to_string())
}

#[test]
fn the_self_check_finds_a_result_that_is_at_fault() {
    let cell = r#"{"cell_type":"raw","id":"a","metadata":{},"source":""}"#;
    let notebook = |minor: u8, cells: &str| {
        format!(r#"{{"cells":[{cells}],"metadata":{{}},"nbformat":4,"nbformat_minor":{minor}}}"#)
    };
    assert_eq!(fault(&notebook(5, cell)), None);
    let faults = [
        (notebook(4, ""), "it is of version 4.4"),
        (notebook(6, ""), "it is of version 4.6"),
        (notebook(5, &format!("{cell},{cell}")), "a second run would change it"),
        (notebook(5, "{}"), "it is no record of that version"),
        (notebook(5, "").trim_end_matches('}').to_owned(), "its JSON ends too early"),
        (String::new(), "its JSON ends too early"),
    ];
    for (text, expected) in faults {
        let fault = fault(&text).unwrap();
        assert!(
            fault.starts_with("the result for x.ipynb is at fault: ") && fault.contains(expected),
            "{fault}"
        );
    }
}
