//! `cargo xtask new-model` writes a model that everything else picks up: tried in a copy of the workspace.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use moloch_book::models;
use xtask::{tidy, workspace};

const ID: &str = "jevons.demo_split";

/// The copy, and a folder for what is built from it.
struct Copy {
    root: PathBuf,
    target: PathBuf,
}

impl Copy {
    /// Brings the copy up to date; files that did not change keep their dates, so that little is built again.
    fn of_the_workspace() -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("new-model");
        let copy = Self { root: folder.join("workspace"), target: folder.join("target") };
        let ours = relative_files(workspace::root());
        fs::create_dir_all(&copy.root).expect("a folder for the copy");
        for path in relative_files(&copy.root).difference(&ours) {
            fs::remove_file(copy.root.join(path)).expect("an old file can be removed");
        }
        for path in &ours {
            let text = fs::read(workspace::root().join(path)).expect("our file can be read");
            copy.write_if_changed(path, &text);
        }
        copy
    }

    fn write_if_changed(&self, path: &Path, text: &[u8]) {
        let target = self.root.join(path);
        if fs::read(&target).is_ok_and(|old| old == text) {
            return;
        }
        fs::create_dir_all(target.parent().expect("a folder")).expect("a folder can be made");
        fs::write(target, text).expect("a file can be written");
    }

    /// Runs cargo in the copy. It has a build folder of its own: cargo gives the crates of the copy the same file names as
    /// ours, and in one folder it would take the one for the other.
    fn cargo(&self, arguments: &[&str]) -> String {
        let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
        let mut command = Command::new(cargo);
        command.current_dir(&self.root).arg("--offline").args(arguments);
        // Without optimisation tests and programs share what is built, and building is what takes the time here.
        command.env("CARGO_TARGET_DIR", &self.target).env("CARGO_PROFILE_TEST_OPT_LEVEL", "0");
        let Output { status, stdout, stderr } = command.output().expect("cargo starts");
        let text = [String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr)].concat();
        assert!(status.success(), "cargo {} failed:\n{text}", arguments.join(" "));
        text
    }
}

fn relative_files(root: &Path) -> BTreeSet<PathBuf> {
    let files = workspace::files(root).expect("the folder can be listed").into_iter();
    files.map(|path| path.strip_prefix(root).expect("inside").to_owned()).collect()
}

#[test]
fn a_new_model_appears_everywhere_by_itself() {
    let copy = Copy::of_the_workspace();
    let request = xtask::new_model::Request::parse(ID, Some("Divided prize")).expect("a good id");
    xtask::new_model::write(&copy.root, &request).expect("the model is written");

    let mut broken = tidy::findings(&copy.root).expect("the copy can be read");
    broken.retain(|finding| finding.file.to_string_lossy().contains("demo_split"));
    assert!(broken.is_empty(), "the new files break house rules: {broken:?}");

    let pages = models::read(&copy.root).expect("the pages can be read");
    let all: Vec<_> = pages.iter().collect();
    let index = models::index(&all, "");
    assert!(index.contains("[**Divided prize**](models/jevons/demo_split.md) (`jevons.demo_split`)"), "{index}");

    let listed = copy.cargo(&["run", "--package", "moloch-cli", "--", "model"]);
    assert!(listed.lines().any(|line| line.contains(ID) && line.contains("Divided prize")), "{listed}");

    let tests = copy.cargo(&[
        "test",
        "--package",
        "moloch-jevons",
        "--test",
        "it",
        "--bench",
        "models",
        "--",
        "every_model",
        "demo_split",
    ]);
    for expected in
        ["every_model::every_model_keeps_its_laws ... ok", "demo_split::the_worked_example_is_right ... ok", ID]
    {
        assert!(tests.contains(expected), "`{expected}` is missing in:\n{tests}");
    }
}
