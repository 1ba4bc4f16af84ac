//! The steps whose functions are written by hand: the smallest notebook that shows each rule.

use heirloom::Version;
use serde_json::{Value, json};

use crate::{convert::convert, numbers, refusal};

fn converted(notebook: &Value, to: &str) -> Result<Value, String> {
    let to: Version = to.parse().unwrap();
    let text = convert(&notebook.to_string(), to).map_err(|refusal| refusal::chain(&refusal))?;
    Ok(serde_json::from_str(&text).unwrap())
}

/// A cell of 3.0, brought to 4.0.
fn try_up(cell: &Value) -> Result<Value, String> {
    let notebook = json!({"nbformat": 3, "nbformat_minor": 0, "metadata": {}, "worksheets": [{"cells": [cell]}]});
    converted(&notebook, "4.0").map(|mut notebook| notebook["cells"][0].take())
}

fn up(cell: &Value) -> Value {
    try_up(cell).unwrap()
}

/// A cell of 4.0, brought to 3.0.
fn down(cell: &Value) -> Value {
    let notebook = json!({"nbformat": 4, "nbformat_minor": 0, "metadata": {}, "cells": [cell]});
    converted(&notebook, "3.0").unwrap()["worksheets"][0]["cells"][0].take()
}

fn output_up(output: &Value) -> Value {
    up(&json!({"cell_type": "code", "outputs": [output]}))["outputs"][0].take()
}

fn output_down(output: &Value) -> Value {
    let cell = json!({"cell_type": "code", "execution_count": null, "metadata": {}, "outputs": [output], "source": ""});
    down(&cell)["outputs"][0].take()
}

#[test]
fn headings_become_markdown() {
    let cases = [
        (json!({"level": 1, "source": "One"}), "# One"),
        (json!({"level": 6, "source": ["Six"]}), "###### Six"),
        (json!({"source": "No level"}), "# No level"),
        (json!({"level": 2}), "## "),
        (json!({"level": 2, "source": "two\nlines\n"}), "## two lines"),
        (json!({"level": 2, "source": ["no", "breaks"]}), "## no breaks"),
        (json!({"source": "a\r\nb\rc\u{2028}d\n\ne"}), "# a b c d  e"),
        (json!({"source": "a\u{b}b\u{1c}c\u{1e}d\u{85}e\u{1f}f"}), "# a b c d e\u{1f}f"),
    ];
    for (mut heading, markdown) in cases {
        heading["cell_type"] = "heading".into();
        assert_eq!(
            up(&heading),
            json!({"cell_type": "markdown", "metadata": {}, "source": markdown})
        );
    }
}

#[test]
fn markdown_that_is_one_heading_becomes_one() {
    let cases = [
        (json!("# One"), Some((1, "One"))),
        (json!(["## T", "wo"]), Some((2, "Two"))),
        (json!("###Tight"), Some((3, "Tight"))),
        (json!("#\t\u{a0}\u{1c}Spaces inside  stay "), Some((1, "Spaces inside  stay "))),
        (json!("#######"), Some((7, ""))),
        (json!(" # Indented"), None),
        (json!("# Two\nlines"), None),
        (json!("Text # and more"), None),
        (json!("#".repeat(65536)), None),
    ];
    for (source, heading) in cases {
        let cell = down(&json!({"cell_type": "markdown", "metadata": {"a": 1}, "source": source}));
        let expected = match heading {
            Some((level, text)) => {
                json!({"cell_type": "heading", "level": level, "metadata": {"a": 1}, "source": text})
            }
            None => json!({"cell_type": "markdown", "metadata": {"a": 1}, "source": source}),
        };
        assert_eq!(cell, expected);
    }
}

#[test]
fn lines_keep_their_text_across_versions_that_read_them_differently() {
    let raw = |source: &Value| json!({"cell_type": "raw", "metadata": {}, "source": source});
    // 3.0 puts line breaks between lines when the first has none.
    assert_eq!(up(&raw(&json!(["a", "b"]))), raw(&json!(["a\n", "b"])));
    assert_eq!(up(&raw(&json!(["a\n", "b"]))), raw(&json!(["a\n", "b"])));
    assert_eq!(up(&raw(&json!(["a\r", "b", "c"]))), raw(&json!(["a\r", "b", "c"])));
    assert_eq!(up(&raw(&json!([]))), raw(&json!([])));
    // 4.0 puts nothing between them.
    assert_eq!(down(&raw(&json!(["a", "b"]))), raw(&json!("ab")));
    assert_eq!(down(&raw(&json!(["a\n", "b"]))), raw(&json!(["a\n", "b"])));
    assert_eq!(down(&raw(&json!(["a"]))), raw(&json!(["a"])));
}

#[test]
fn code_cells_exchange_their_members() {
    let old = json!({
        "cell_type": "code", "collapsed": true, "input": "1", "language": "python", "metadata": {"trusted": true, "x": null},
        "outputs": [], "prompt_number": 7,
    });
    let new = json!({
        "cell_type": "code", "execution_count": 7, "metadata": {"collapsed": true, "x": null}, "outputs": [], "source": "1",
    });
    assert_eq!(up(&old), new);
    let mut back = old;
    back["metadata"] = json!({"x": null});
    assert_eq!(down(&new), back);

    let least = json!({"cell_type": "code", "outputs": []});
    let empty = json!({"cell_type": "code", "execution_count": null, "metadata": {}, "outputs": [], "source": []});
    assert_eq!(up(&least), empty);
    let full = json!({
        "cell_type": "code", "collapsed": false, "input": [], "language": "python", "metadata": {}, "outputs": [],
        "prompt_number": null,
    });
    assert_eq!(down(&empty), full);
}

#[test]
fn html_cells_are_markdown_by_an_older_name() {
    let markdown = json!({"cell_type": "markdown", "metadata": {}, "source": "<b>"});
    assert_eq!(up(&json!({"cell_type": "html", "source": "<b>"})), markdown);
}

#[test]
fn outputs_name_their_data_by_word_or_by_mime_type() {
    let old = json!({
        "output_type": "pyout", "prompt_number": 2, "metadata": {"png": {"width": 1}},
        "text": ["t"], "html": "h", "svg": "s", "png": "p", "jpeg": "j", "latex": "l", "javascript": "v", "json": "[1]",
    });
    let data = json!({
        "text/plain": ["t"], "text/html": "h", "image/svg+xml": "s", "image/png": "p", "image/jpeg": "j",
        "text/latex": "l", "application/javascript": "v", "application/json": [1],
    });
    let metadata = json!({"image/png": {"width": 1}});
    let new = json!({"output_type": "execute_result", "execution_count": 2, "metadata": metadata, "data": data});
    assert_eq!(output_up(&old), new);
    // What is said about the data keeps the names that it has, as it does in nbformat.
    let mut back = old;
    back["metadata"] = metadata;
    assert_eq!(output_down(&new), back);
}

#[test]
fn data_that_3_0_has_no_word_for_goes_up_and_not_down() {
    let old = json!({"output_type": "display_data", "pdf": "x", "image/webp": ["a", "b"]});
    let new = json!({"output_type": "display_data", "metadata": {}, "data": {"pdf": "x", "image/webp": ["a", "b"]}});
    assert_eq!(output_up(&old), new);
    assert_eq!(output_down(&new), json!({"output_type": "display_data", "metadata": {}}));
}

#[test]
fn a_word_wins_over_its_own_mime_type() {
    let old = json!({"output_type": "display_data", "text": "word", "text/plain": "type"});
    assert_eq!(output_up(&old)["data"], json!({"text/plain": "word"}));
}

#[test]
fn json_is_text_in_3_0_and_a_value_in_4_0() {
    let old = json!({"output_type": "display_data", "metadata": {}, "json": ["{\"b\": [1,", "2.5, null]}"]});
    let new = output_up(&old);
    assert_eq!(new["data"], json!({"application/json": {"b": [1, 2.5, null]}}));
    assert_eq!(output_down(&new)["json"], r#"{"b":[1,2.5,null]}"#);

    let broken =
        json!({"cell_type": "code", "outputs": [{"output_type": "display_data", "json": "{"}]});
    let refusal = try_up(&broken).unwrap_err();
    assert!(refusal.contains("`json`") && refusal.contains("EOF"), "{refusal}");
}

#[test]
fn binary_data_in_lines_is_put_together() {
    let new =
        json!({"output_type": "display_data", "metadata": {}, "data": {"image/png": ["iV", "BO"]}});
    assert_eq!(output_down(&new)["png"], "iVBO");
    let new = json!({"output_type": "display_data", "metadata": {}, "data": {"image/jpeg": ["/9\n", "j/\n"]}});
    assert_eq!(output_down(&new)["jpeg"], "/9\nj/\n");
    let old = json!({"output_type": "display_data", "png": ["iV", "BO"]});
    assert_eq!(output_up(&old)["data"]["image/png"], json!(["iV", "BO"]));
}

#[test]
fn streams_and_errors_change_names() {
    let cases = [
        (
            json!({"output_type": "stream", "stream": "stderr", "text": "x"}),
            json!({"output_type": "stream", "name": "stderr", "text": "x"}),
        ),
        (
            json!({"output_type": "pyerr", "ename": "E", "evalue": "v", "traceback": ["t"]}),
            json!({"output_type": "error", "ename": "E", "evalue": "v", "traceback": ["t"]}),
        ),
    ];
    for (old, new) in cases {
        assert_eq!(output_up(&old), new);
        assert_eq!(output_down(&new), old);
    }
    let anonymous = output_up(&json!({"output_type": "stream", "text": "x"}));
    assert_eq!(anonymous["name"], "stdout");
}

#[test]
fn worksheets_are_joined_and_become_one() {
    let sheet = |text: &str| json!({"cells": [{"cell_type": "raw", "source": text}], "metadata": {"lost": true}});
    let old = json!({
        "nbformat": 3, "nbformat_minor": 0, "orig_nbformat": 2, "metadata": {"name": "n", "kept": 1.5, "signature": "s"},
        "worksheets": [sheet("a"), sheet("b")],
    });
    let raw = |text: &str| json!({"cell_type": "raw", "metadata": {}, "source": text});
    let new = json!({"nbformat": 4, "nbformat_minor": 0, "metadata": {"kept": 1.5}, "cells": [raw("a"), raw("b")]});
    assert_eq!(converted(&old, "4.0").unwrap(), new);
    let back = json!({
        "nbformat": 3, "nbformat_minor": 0, "metadata": {"name": "", "kept": 1.5},
        "worksheets": [{"cells": [raw("a"), raw("b")], "metadata": {}}],
    });
    assert_eq!(converted(&new, "3.0").unwrap(), back);
}

#[test]
fn members_that_a_version_fixes_are_refused_in_any_other_form() {
    let with = |metadata: Value, cell: Value| {
        let code = json!({"cell_type": "code", "execution_count": null, "metadata": cell, "outputs": [], "source": ""});
        json!({"nbformat": 4, "nbformat_minor": 0, "metadata": metadata, "cells": [code]})
    };
    let cases = [
        (with(json!({"title": 1984}), json!({})), "4.1", "4.2", "`title`"),
        (with(json!({"authors": "Ada"}), json!({})), "4.1", "4.2", "`authors`"),
        (with(json!({}), json!({"jupyter": true})), "4.2", "4.3", "`jupyter`"),
        (with(json!({}), json!({"execution": {"begin": 0}})), "4.3", "4.4", "`execution`"),
    ];
    for (notebook, free, fixed, member) in cases {
        let (major, minor) = free.split_once('.').unwrap();
        let kept = converted(&notebook, free).unwrap();
        assert_eq!(kept["nbformat"].to_string(), major);
        assert_eq!(kept["nbformat_minor"].to_string(), minor);
        assert_eq!(
            (&kept["metadata"], &kept["cells"]),
            (&notebook["metadata"], &notebook["cells"])
        );
        let refusal = converted(&notebook, fixed).unwrap_err();
        assert!(
            refusal.contains(member)
                && refusal.contains(&format!("from version {free} to {fixed}")),
            "{refusal}"
        );
    }
}

#[test]
fn metadata_of_3_0_cells_must_fit_the_fixed_members_of_4_0() {
    let cases = [
        (json!({"cell_type": "heading", "metadata": {"tags": ["a", "a"]}}), "`tags`"),
        (json!({"cell_type": "heading", "metadata": {"tags": ["a,b"]}}), "`tags`"),
        (json!({"cell_type": "heading", "metadata": {"tags": [""]}}), "`tags`"),
        (json!({"cell_type": "heading", "metadata": {"name": ""}}), "`name`"),
        (
            json!({"cell_type": "code", "outputs": [], "metadata": {"scrolled": "sometimes"}}),
            "`scrolled`",
        ),
        (json!({"cell_type": "raw", "source": "", "metadata": {"format": 1}}), "`format`"),
    ];
    for (cell, member) in cases {
        let refusal = try_up(&cell).unwrap_err();
        assert!(refusal.contains(member) && refusal.contains("[0]"), "{refusal}");
    }
    let fitting = json!({"name": "n", "tags": ["a", "b"], "scrolled": "auto", "other": {}});
    let code = up(&json!({"cell_type": "code", "outputs": [], "metadata": fitting}));
    assert_eq!(code["metadata"], fitting);
}

#[test]
fn ids_are_kept_given_and_repaired() {
    let raw = |id: Value| json!({"cell_type": "raw", "id": id, "metadata": {}, "source": ""});
    let mut without = raw(json!("x"));
    without.as_object_mut().unwrap().remove("id");
    let cells = json!([raw(json!("cell-2")), raw(json!("a")), raw(json!("a")), without, without]);
    let notebook = json!({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": cells});
    let ids = |notebook: &Value| -> Vec<String> {
        notebook["cells"]
            .as_array()
            .unwrap()
            .iter()
            .map(|cell| cell["id"].as_str().unwrap().to_owned())
            .collect()
    };
    assert_eq!(
        ids(&converted(&notebook, "4.5").unwrap()),
        ["cell-2", "a", "cell-1", "cell-3", "cell-4"]
    );
    let down = converted(&notebook, "4.4").unwrap();
    assert!(down["cells"].as_array().unwrap().iter().all(|cell| cell.get("id").is_none()));
    assert_eq!(
        ids(&converted(&down, "4.5").unwrap()),
        ["cell-1", "cell-2", "cell-3", "cell-4", "cell-5"]
    );

    for illegal in ["", "$", "a b", "ä", &"x".repeat(65)] {
        let notebook = json!({"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [raw(json!(illegal))]});
        assert!(converted(&notebook, "4.5").unwrap_err().contains("a cell's id is"), "{illegal}");
    }
}

#[test]
fn numbers_come_out_as_they_went_in_or_not_at_all() {
    let with = |number: &str| {
        let text = format!(
            r#"{{"cells":[],"metadata":{{"\"x\\":{number}}},"nbformat":4,"nbformat_minor":4}}"#
        );
        match numbers::inexact(&text) {
            Some(number) => Err(number.to_owned()),
            None => Ok(convert(&text, Version::new(4, 4, 0)).unwrap()),
        }
    };
    for number in [
        "0",
        "-1",
        "18446744073709551615",
        "-9223372036854775808",
        "0.1",
        "-0.0",
        "5e-324",
        "1.7976931348623157e+308",
    ] {
        let text = with(number).unwrap();
        assert!(text.contains(&format!(":{number}}}")), "{text}");
    }
    for number in ["18446744073709551616", "-9223372036854775809", "123456789012345678901234567890"]
    {
        assert_eq!(with(number).unwrap_err(), number);
    }
    with("\"18446744073709551616 \\\" 18446744073709551616\"").unwrap();
}

#[test]
fn null_is_no_way_to_leave_a_member_out() {
    for metadata in
        [json!({"kernelspec": null}), json!({"language_info": {"name": "x", "mimetype": null}})]
    {
        let notebook =
            json!({"nbformat": 4, "nbformat_minor": 0, "metadata": metadata, "cells": []});
        assert!(converted(&notebook, "4.0").unwrap_err().contains("invalid type: null"));
    }
    let unknown =
        json!({"nbformat": 4, "nbformat_minor": 0, "metadata": {"unknown": null}, "cells": []});
    assert_eq!(converted(&unknown, "4.0").unwrap(), unknown);
}
