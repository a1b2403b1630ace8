// What two clients of web archives (RFC 7089) find of a URL at a time, as one object. They know no path of the service
// but the URL, and the TimeMap that the service named. NODE_PATH: the folder of the packages.
const [base, path, timemap, moment] = process.argv.slice(2);
const readTimeMap = require("memento-client");
const {ActorHttpMemento} = require("@comunica/actor-http-memento");
const {KeysHttpMemento} = require("@comunica/context-entries");
const {ActionContext, Bus} = require("@comunica/core");

const asked = (host, url, options) => new Promise((done, failed) =>
    readTimeMap(url, {host, ...options}, (error, links) => error ? failed(error) : done(links)));

async function main() {
    const [host, rest] = timemap.split(/(?<=^https?:\/\/[^/]+)(?=\/)/);
    const actor = new ActorHttpMemento({name: "memento", bus: new Bus({name: "http"}),
                                        mediatorHttp: {mediate: ({input, init}) => fetch(input, init)}});
    const context = ActionContext({[KeysHttpMemento.datetime]: new Date(moment)});
    const answer = await actor.run({input: base + path, context});
    console.log(JSON.stringify({
        timemap: await asked(host, rest),
        timegate: await asked(base, path, {time: moment}),
        url: answer.url,
        datetime: answer.headers.get("memento-datetime"),
        body: await answer.text(),
    }));
}

main().catch(error => { console.error(error); process.exit(1); });
