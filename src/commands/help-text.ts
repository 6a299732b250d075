/** What stands below the options of `gen rehearse --help`. */
export const VERDICTS = `
Exit codes: 0 PASS; 1 FAIL, or the inventory has errors; 3 INCONCLUSIVE, or the rehearsal cannot be made here;
2, 70 and 130 as for gen.
`;

/** What stands below the options of `gen --help`. */
export const EXAMPLES = `
Examples:
  gen --inventory two-clusters.yaml             write out/two-clusters/
  gen --inventory two-clusters.yaml --check     is what is committed up to date?
  gen --inventory two-clusters.yaml --stdout frrtor/frr.conf
  gen plan --inventory two-clusters.yaml        addresses, sessions and routes as tables
  gen rehearse --inventory two-clusters.yaml    does it do what gen predicts? (as root)

Exit codes: 0 fine; 1 the inventory, the folder or the lab is not as it should be; 2 usage; 3 could not find
out (a file, a right or a program is missing); 70 a bug in gen; 130 interrupted.
`;
