import type { Rule } from "../rule.ts";

/** A pool without a service is emitted nowhere: no cluster gets it, no router accepts it. */
export const poolUnused: Rule = {
  code: "pool-unused",
  severity: "warning",
  absence: true,
  *check({ pools, services }) {
    const used = new Set(services.filter(({ clusters }) => clusters.length > 0).map(({ pool }) => pool));
    for (const pool of pools) {
      if (!used.has(pool))
        yield { span: pool.at(), message: `no service takes an address from pool \`${pool.name}\`` };
    }
  },
};
