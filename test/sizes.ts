/** Properties draw lists and texts as long as they say: by default fast-check stops at ten, whatever `maxLength` is. */
import fc from 'fast-check';

fc.configureGlobal({ defaultSizeToMaxWhenMaxSpecified: true });
