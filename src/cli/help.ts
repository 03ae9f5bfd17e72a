export const programHelp = `
Examples:
  s390-tck certify                                the reference machine, everything
  s390-tck certify --machine qemu                 the qemu-system-s390x of this computer
  s390-tck certify --machine qemu --qemu ~/qemu/build/qemu-system-s390x
  s390-tck linux build                            once: Debian's s390x kernel, for ...
  s390-tck certify --machine linux                a real Linux kernel in a QEMU guest; linux-local is this computer's
  s390-tck certify --machine ./my-machine.ts      your own machine: a module that implements the contract
  s390-tck certify --machine-command 'python3 machine.py'     or a program in any language, on its stdin and stdout
  s390-tck adapter smoke --machine-command 'python3 machine.py'     the least such a machine must do
  s390-tck certify --only KEY-14 'KEY-6*'         some rules
  s390-tck list --tags @linux                     what there is; list profiles, machines, steps, deviations
  s390-tck explain KEY-77                         all that is known of one rule
  s390-tck certify --profile storage-keys-core    0 only when certified for the profile
  s390-tck report reports/qemu                    what a killed run had found; certify --resume runs the rest
  s390-tck merge shard-*/compliance.json --output all
  s390-tck verify reports/qemu                    whether the files of a report belong together
  s390-tck compare reports/reference reports/qemu
  s390-tck check                                  lint of features, catalogue and vocabulary

Exit codes:
  0  conformant (with --accept-deviations also: fails exactly as recorded)
  1  not conformant
  2  wrong usage, or the machine is absent or unusable
  3  error of the suite itself
  4  nothing was run
  5  incomplete: interrupted, or too many crashes
`;

export const certifyHelp = `
The report goes to reports/<machine name>: compliance.json, compliance.html, junit.xml, summary.md, badge.svg and more.

A machine is one of:
  reference      the machine that comes with the kit (default)
  qemu           QEMU's s390x emulator; --qemu PATH for one you built
  hercules       the Hercules 3.13 of Debian's package hercules
  linux          Debian's s390x kernel in a QEMU guest, after "s390-tck linux build"
  linux-local    the kernel of this computer, as far as you may use it (needs a C compiler)
  PATH           a module (.ts, .js, .mjs, .cjs): its default export is a machine or a function that makes one
  --machine-command COMMAND, a program that speaks the protocol of src/implementations/stdio/GUIDE.md; the shell runs it

Examples:
  s390-tck certify --machine qemu --accept-deviations     0 exactly when QEMU fails as recorded
  s390-tck certify --only 'KEY-09/*'                      every example of a rule
  s390-tck certify --tags '@architecture and not @sweep'
  s390-tck certify --json > result.json                   a summary for programs; nothing else on stdout
`;
