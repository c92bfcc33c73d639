export declare const descriptorsBase64: string
