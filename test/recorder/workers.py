"""Two forked workers and one process started anew; prints their numbers."""
import os
import subprocess
import sys

before = [str(number) for number in range(20000)]
workers = []
for _ in range(2):
    pid = os.fork()
    if pid == 0:
        own = [str(number) * 2 for number in range(20000)]
        del own[::2], before[::3]
        sys.exit(0)
    workers.append(pid)
del before[:10000]
for pid in workers:
    os.waitpid(pid, 0)
started = subprocess.Popen([sys.executable, "-S", "-c", "kept = [str(i) for i in range(9)]"])
started.wait()
print(*workers, started.pid)
