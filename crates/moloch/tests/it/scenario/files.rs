//! Files that are odd as files: bytes, endings, folders, sizes.

use std::fs;
use std::path::{Path, PathBuf};

use moloch::scenario;

use super::malformed::refuse;

const SOUND: &str = include_str!("../../data/sound.toml");

fn code(text: &str) -> &'static str {
    scenario::read(text, "a.toml").unwrap_err().faults().iter().next().unwrap().code
}

/// A file in a folder of its own, removed at the end.
struct Scratch(PathBuf);

impl Scratch {
    fn new(name: &str, bytes: &[u8]) -> Self {
        let folder = std::env::temp_dir().join(format!("moloch-scenario-{name}-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("a.toml"), bytes).unwrap();
        Self(folder)
    }

    fn read(&self) -> Result<scenario::Reading, scenario::Malformed> {
        scenario::read_file(&self.0.join("a.toml"))
    }

    /// The message without the folder, which differs from machine to machine.
    fn message(&self) -> String {
        let folder = format!("{}{}", self.0.display(), std::path::MAIN_SEPARATOR);
        format!("failed to {}", self.read().unwrap_err()).replace(&folder, "")
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[test]
fn a_byte_order_mark_is_skipped_and_noted() {
    let reading = scenario::read(&format!("\u{feff}{SOUND}"), "a.toml").unwrap();
    assert_eq!(reading.scenario.name, "Sound");
    assert!(reading.notes[0].contains("byte order mark"));
    let faulty = scenario::read("\u{feff}name = 3", "a.toml").unwrap_err();
    assert_eq!(faulty.faults().iter().find(|fault| fault.key == "name").unwrap().place.column, 8);
}

#[test]
fn windows_line_ends_change_nothing_but_bytes() {
    let (unix, windows) = (SOUND.to_owned(), SOUND.replace('\n', "\r\n"));
    let (a, b) = (scenario::read(&unix, "a.toml").unwrap(), scenario::read(&windows, "a.toml").unwrap());
    assert_eq!(a.scenario, b.scenario);
    assert_eq!(a.records, b.records);
    refuse(
        "windows_line_ends",
        &format!("failed to {}", scenario::read("a = 1\r\nb = \r\nc = \"\r\n", "a.toml").unwrap_err()),
    );
}

#[test]
fn bytes_that_are_not_utf8_are_located() {
    let file = Scratch::new("latin1", b"name = \"ok\"\ndescription = \"Z\xfcrich\"\n");
    refuse("latin1_bytes", &file.message());
}

#[test]
fn a_picture_is_no_scenario() {
    let bytes: Vec<u8> = (0..2000_u32).map(|k| (k * k % 251) as u8).collect();
    assert_eq!(
        Scratch::new("picture", &bytes).read().unwrap_err().faults().iter().next().unwrap().code,
        "invalid-utf8"
    );
    let ascii: Vec<u8> = (0..2000_u32).map(|k| (k * k % 127) as u8).collect();
    let malformed = Scratch::new("garbage", &ascii).read().unwrap_err();
    assert!(malformed.faults().len() <= 11, "{} faults", malformed.faults().len());
}

#[test]
fn a_file_cut_off_before_its_last_required_key_is_refused() {
    let last = SOUND.find("efficiency_growth = 0").unwrap();
    for end in (0..=last + "efficiency_growth =".len()).filter(|&end| SOUND.is_char_boundary(end)) {
        let malformed = scenario::read(&SOUND[..end], "a.toml").expect_err("something is missing");
        assert!(malformed.to_string().contains("next: "), "{end}");
    }
    refuse("cut_off", &format!("failed to {}", scenario::read(&SOUND[..last - 4], "cut_off.toml").unwrap_err()));
}

#[test]
fn deep_nesting_ends_in_words() {
    for (open, close) in [("[", "]"), ("{ a = ", " }")] {
        for depth in [60, 100, 5000] {
            let text = format!("a = {}1{}", open.repeat(depth), close.repeat(depth));
            assert!(["syntax", "unknown-key", "missing-key"].contains(&code(&text)), "{open} {depth}");
        }
    }
    let headers: Vec<String> = (1..200).map(|k| format!("[{}]", vec!["a"; k].join("."))).collect();
    assert!(["syntax", "unknown-key", "missing-key"].contains(&code(&headers.join("\n"))));
}

#[test]
fn a_folder_a_missing_file_and_a_device_are_refused_by_name() {
    let file = Scratch::new("folder", b"");
    let folder = scenario::read_file(&file.0).unwrap_err();
    assert_eq!(folder.faults().iter().next().unwrap().code, "directory");
    refuse("a_folder", &format!("failed to {}", scenario::read_file(Path::new("tests/data")).unwrap_err()));
    refuse("no_such_file", &format!("failed to {}", scenario::read_file(Path::new("tests/nobody.toml")).unwrap_err()));
}

#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_read_is_refused_by_name() {
    use std::os::unix::fs::PermissionsExt as _;
    let first = |path: &Path| scenario::read_file(path).unwrap_err().faults().iter().next().unwrap().code;
    // The memory of this process is a file whose first bytes nobody may read, not even the administrator.
    assert_eq!(first(Path::new("/proc/self/mem")), "unreadable-file");
    assert_eq!(first(Path::new("/dev/null")), "not-a-file");
    let file = Scratch::new("closed", SOUND.as_bytes());
    fs::set_permissions(file.0.join("a.toml"), fs::Permissions::from_mode(0o000)).unwrap();
    match fs::read(file.0.join("a.toml")) {
        Ok(_) => assert_eq!(file.read().unwrap().scenario.name, "Sound", "the administrator reads every file"),
        Err(_) => assert!(file.message().contains("error[unreadable-file]")),
    }
}

#[test]
fn a_file_of_eleven_megabytes_is_refused_unread() {
    let file = Scratch::new("large", &vec![b'#'; 11 * 1024 * 1024]);
    refuse("too_large_a_file", &file.message());
    assert_eq!(code(&"#".repeat(11 * 1024 * 1024)), "file-too-large");
}
