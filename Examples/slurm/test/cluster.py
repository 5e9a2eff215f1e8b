"""A Slurm of its own on the loopback interface.

Two nodes are two `slurmd` on this machine. Nothing outside its folder is touched: the key and
socket of munge and the configuration lie there; there is no systemd, no cgroup, no accounting.
The daemons run in the foreground as children of this process, and end when it does.
"""

import getpass
import os
import pathlib
import re
import signal
import socket
import subprocess
import time

NODES = ["n1", "n2"]

CONFIGURATION = """\
ClusterName=test
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={ports[0]}
SlurmUser={user}
SlurmdUser={user}
AuthType=auth/munge
# cred_expire is also how long a task waits that was put back into the queue.
AuthInfo=socket={folder}/munge.sock,cred_expire=5
CredType=cred/munge
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool.%n
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.%n.pid
ProctrackType=proctrack/pgid
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
MpiDefault=none
SwitchType=switch/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SlurmdParameters=config_overrides
SchedulerType=sched/backfill
SchedulerParameters=batch_sched_delay=0,sched_min_interval=100000,bf_interval=1
SlurmdTimeout=4
KillWait=5
NodeName={nodes[0]} NodeHostname={host} NodeAddr=127.0.0.1 Port={ports[1]} CPUs=1 RealMemory=1024
NodeName={nodes[1]} NodeHostname={host} NodeAddr=127.0.0.1 Port={ports[2]} CPUs=1 RealMemory=1024
PartitionName=main Nodes=ALL Default=YES MaxTime=INFINITE State=UP
"""


class Cluster:
    """Starts with `with`, and ends with it, whatever happens."""

    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.daemons = {}
        # The daemons are not on every user's path.
        os.environ["PATH"] += ":/usr/sbin"
        # Slurm's programs find their configuration by this variable.
        os.environ["SLURM_CONF"] = str(self.folder / "slurm.conf")

    def __enter__(self):
        try:
            self.start()
        except BaseException:
            self.stop()
            raise
        return self

    def __exit__(self, *_):
        self.stop()

    def start(self):
        self.folder.mkdir(mode=0o755)
        (self.folder / "state").mkdir()
        key = self.folder / "munge.key"
        key.touch(mode=0o600)
        key.write_bytes(os.urandom(1024))
        host = socket.gethostname().split(".")[0]
        (self.folder / "slurm.conf").write_text(CONFIGURATION.format(
            folder=self.folder, host=host, user=getpass.getuser(), ports=free_ports(3),
            nodes=NODES))
        self.run_daemon(
            "munged", "munged", "--foreground", "--force", f"--key-file={key}",
            *(f"--{name}={self.folder}/munge.{ending}" for name, ending in [
                ("socket", "sock"), ("pid-file", "pid"), ("seed-file", "seed")]))
        wait("munged listens", 30, (self.folder / "munge.sock").exists)
        self.run_daemon("slurmctld", "slurmctld", "-D", "-c")
        for node in NODES:
            (self.folder / f"spool.{node}").mkdir()
            self.run_daemon(node, "slurmd", "-D", "-N", node)
        wait("all nodes are idle", 60, lambda: self.node_states() == ["idle"] * len(NODES))

    def run_daemon(self, name, *command):
        """Starts a daemon that is killed when this process is."""
        with open(self.folder / f"{name}.log", "ab") as log:
            self.daemons[name] = subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", *command], stdin=subprocess.DEVNULL,
                stdout=log, stderr=log)

    def stop(self):
        """Ends all tasks, then all daemons."""
        for pid in self.task_processes():
            end(pid, signal.SIGKILL)
        for daemon in reversed(self.daemons.values()):
            if daemon.poll() is None:
                daemon.terminate()
        for daemon in self.daemons.values():
            try:
                daemon.wait(10)
            except subprocess.TimeoutExpired:
                daemon.kill()
                daemon.wait()
        self.daemons.clear()

    def kill_node(self, node):
        """What a power failure does: nothing of the node is left, and nobody is told."""
        self.daemons[node].kill()
        self.daemons[node].wait()
        for pid in self.task_processes(node):
            end(pid, signal.SIGKILL)

    def task_processes(self, node=None):
        """The processes of tasks, and the daemons that watch over them."""
        marks = {f"SLURM_CONF={self.folder}/slurm.conf".encode()}
        if node:
            marks.add(f"SLURMD_NODENAME={node}".encode())
        tasks, watchers = [], []
        for process in pathlib.Path("/proc").glob("[0-9]*"):
            try:
                variables = set((process / "environ").read_bytes().split(b"\0"))
                status = (process / "status").read_text()
            except OSError:
                continue
            if marks <= variables and any(v.startswith(b"SLURM_JOB_ID=") for v in variables):
                tasks.append(int(process.name))
                parent = int(re.search(r"PPid:\t(\d+)", status)[1])
                if b"slurmstepd" in command_line(parent):
                    watchers.append(parent)
        return watchers + tasks

    def node_states(self):
        listed = subprocess.run(
            ["sinfo", "--noheader", "--Node", "--format=%T"], capture_output=True, text=True)
        return listed.stdout.split()

    def submit(self, name, array, script, *arguments):
        """Submits an array, and returns its number. Its logs are named after `name`."""
        command = ["sbatch", "--parsable", f"--array={array}", "--cpus-per-task=1",
                   "--mem-per-cpu=100", f"--output={self.folder}/{name}-%a.log", script, *arguments]
        return subprocess.run(
            command, check=True, capture_output=True, text=True, cwd=self.folder).stdout.strip()

    def log(self, name, task):
        return (self.folder / f"{name}-{task}.log").read_text()

    def tasks(self, job):
        """What Slurm says of each task of an array: its members by their names."""
        shown = subprocess.run(
            ["scontrol", "show", "job", job, "--oneliner"], capture_output=True, text=True)
        records = [dict(re.findall(r"(\S+?)=(\S*)", line)) for line in shown.stdout.splitlines()]
        return {int(record["ArrayTaskId"]): record for record in records
                if record.get("ArrayTaskId", "").isdigit()}

    def states(self, job):
        return {task: record["JobState"] for task, record in self.tasks(job).items()}

    def wait_until_over(self, job, seconds=300):
        def is_over():
            listed = subprocess.run(
                ["squeue", "--noheader", "--jobs", job], capture_output=True, text=True)
            return listed.returncode == 0 and not listed.stdout.strip()

        wait(f"array {job} is over", seconds, is_over)


def control(*command):
    """Runs one of Slurm's programs."""
    subprocess.run(command, check=True)


def wait(what, seconds, is_so):
    """Waits until something is so, and returns that."""
    limit = time.monotonic() + seconds
    while not (found := is_so()):
        if time.monotonic() > limit:
            raise TimeoutError(f"after {seconds} s not yet: {what}")
        time.sleep(0.05)
    return found


def end(pid, number):
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass


def command_line(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def free_ports(count):
    """Ports of the loopback interface that nobody listens at."""
    sockets = [socket.create_server(("127.0.0.1", 0)) for _ in range(count)]
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports
