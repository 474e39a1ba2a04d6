// node server.js FOLDER PORT PROCESSES: a published version behind POST /predict, as a careful Node developer would serve it.
// Bodies are validated and answers written by schemas compiled once; one run a request, one thread a run, a process a core.
import cluster from 'node:cluster'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import Fastify from 'fastify'
import ort from 'onnxruntime-node'

const [folder, port, processes] = process.argv.slice(2)
const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json')))

const bodyTypes = {
  number: { type: ['number', 'null'] },
  flag: { type: ['boolean', 'null'] },
  category: { type: ['string', 'null'] },
  list: { type: ['array', 'null'], items: { type: 'string' } }
}

const tensors = {
  number: value => new ort.Tensor('float32', Float32Array.of(value ?? NaN), [1, 1]),
  flag: value => new ort.Tensor('float32', Float32Array.of(value ?? NaN), [1, 1]),
  category: value => new ort.Tensor('string', [value ?? ''], [1, 1]),
  list: value => new ort.Tensor('string', [(value ?? []).map(item => item.trim()).filter(item => item).join('\u001f')], [1, 1])
}

function limited (input) {
  const type = { ...bodyTypes[input.kind] }
  if (input.minimum !== null) type.minimum = input.minimum
  if (input.maximum !== null) type.maximum = input.maximum
  return type
}

const schema = {
  body: {
    type: 'object',
    additionalProperties: false,
    required: manifest.inputs.filter(input => input.required).map(input => input.name),
    properties: Object.fromEntries(manifest.inputs.map(input => [input.name, limited(input)]))
  },
  response: {
    200: { type: 'object', properties: Object.fromEntries(manifest.outputs.map(output => [output.name, { type: 'number' }])) }
  }
}

async function serve () {
  const session = await ort.InferenceSession.create(join(folder, 'model.onnx'), { intraOpNumThreads: 1, interOpNumThreads: 1 })
  const server = Fastify({ logger: false, ajv: { customOptions: { coerceTypes: false, removeAdditional: false, allowUnionTypes: true } } })
  server.get('/health/ready', async () => 'ready')
  server.post('/predict', { schema }, async request => {
    const feeds = {}
    for (const { name, kind } of manifest.inputs) feeds[name] = tensors[kind](request.body[name])
    const outputs = await session.run(feeds)
    const answer = {}
    for (const { name } of manifest.outputs) answer[name] = outputs[name].data[0]
    return answer
  })
  await server.listen({ host: '127.0.0.1', port: Number(port) })
}

if (Number(processes) > 1 && cluster.isPrimary) {
  for (let i = 0; i < Number(processes); i++) cluster.fork()
} else {
  await serve()
}
