"""Jupyter's own conformance suite, told about this kernel.

    JUPYTER_PATH=.jupyter /usr/bin/python3 test/jupyter/conformance.py

The suite is `jupyter_kernel_test`; Debian has it as python3-jupyter-kernel-test.
"""

import unittest

import jupyter_kernel_test


class PymallocLabKernel(jupyter_kernel_test.KernelTests):
    kernel_name = "pymalloc-lab"
    language_name = "typescript"
    file_extension = ".ts"
    code_hello_world = "console.log('hello, world')"
    code_stderr = "console.error('to stderr')"
    code_generate_error = "throw new RangeError('meant')"
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": "'a' + 'b'", "result": "ab"},
    ]
    code_display_data = [
        {
            "code": "import { display } from 'tslab'; display.html('<b>bold</b>')",
            "mime": "text/html",
        },
    ]
    completion_samples = [{"text": "Math.flo", "matches": {"floor"}}]
    complete_code_samples = ["1 + 1", "function f() { return 1; }"]
    incomplete_code_samples = ["if (true) {", "function f() {"]
    code_inspect_sample = "Math.floor"


if __name__ == "__main__":
    unittest.main()
