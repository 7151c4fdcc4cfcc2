//! The page, built and served on this machine.

use crate::{
    Result, dist,
    project::Project,
    serve,
    setup::setup,
    tool::{Tool, find},
};

/// `cargo xtask run`
pub fn command(project: &Project, arguments: &[String]) -> Result {
    let mut port = 8080;
    let mut open = false;
    let mut arguments = arguments.iter();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--open" => open = true,
            "--port" => {
                let number = arguments.next().and_then(|number| number.parse::<u16>().ok());
                port = number.ok_or("--port takes a number from 0 to 65535; 0 takes any free port")?;
            }
            other => {
                return Err(format!(
                    "`{other}` is not known here. Usage: cargo xtask run [--open] [--port N]"
                ));
            }
        }
    }
    let tools = setup(project)?;
    dist::build(project, &tools)?;
    let server = serve::listen(port)?;
    let address = format!("http://{}/", server.server_addr());
    println!("\nFinding Lens is at {address}\nStop it with Ctrl+C.");
    if open {
        let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
        if find(opener).is_none() || !Tool::new(opener).args([&address]).succeeds() {
            println!("No browser could be opened from here; open the address yourself.");
        }
    }
    serve::serve(&server, &project.dist());
    Ok(())
}
