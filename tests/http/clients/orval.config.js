module.exports = {
  hiraku: {
    input: { target: "./hiraku.json" },
    output: { target: "./generated/orval.ts", client: "fetch", mode: "single" },
  },
};
