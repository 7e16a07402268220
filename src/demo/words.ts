/** Words the made-up logs are made of. */

export const paths = ['/cart', '/checkout', '/products/1184', '/products?page=3', '/login', '/api/v2/orders', '/api/v2/stock', '/healthz', '/static/app.8c1f.js', '/search?q=tea'] as const;
export const methods = ['GET', 'GET', 'GET', 'POST', 'PUT', 'DELETE'] as const;
export const people = ['ana', 'björn', 'chen', 'dmitri', 'eleni', 'fatima', 'gaël', 'hiro'] as const;
export const agents = ['Mozilla/5.0 (X11; Linux x86_64)', 'curl/8.5.0', 'kube-probe/1.31', 'Go-http-client/2.0'] as const;
export const tables = ['orders', 'carts', 'customers', 'stock_levels', 'audit_log'] as const;
export const jobs = ['send-receipt', 'resize-image', 'sync-stock', 'expire-carts', 'build-report'] as const;
export const components = ['query', 'ingester', 'compactor', 'scheduler', 'ring', 'notifier'] as const;
export const errors = [
  "TypeError: Cannot read properties of undefined (reading 'price')",
  'Error: connect ECONNREFUSED 172.18.0.6:6379',
  'ValidationError: quantity must be at least 1',
] as const;
export const frames = [
  'at Cart.total (/srv/app/src/cart.js:118:23)',
  'at async checkout (/srv/app/src/routes/checkout.js:41:17)',
  'at async Layer.handle (/srv/app/node_modules/router/layer.js:95:5)',
  'at process.processTicksAndRejections (node:internal/process/task_queues:95:5)',
] as const;
export const sayings = [
  '订单 #20418 已付款，等待发货 📦',
  'こんにちは世界 — 在庫を更新しました (３件)',
  '주문이 접수되었습니다: 김민준 ✅',
  'تم تأكيد الطلب رقم ٤٢ بنجاح',
  'ההזמנה נשלחה ללקוח 🚚',
  'Grüße aus Köln: Übergrößentür geöffnet, 12 € bezahlt',
  'family 👨‍👩‍👧‍👦 flag 🇯🇵 thumbs 👍🏽 heart ❤️ — one cell or two?',
  'naïve café: e\u0301 a\u0308 o\u0302, zalgo z\u0351\u0326\u0309a\u0351',
  'ｆｕｌｌｗｉｄｔｈ　ｔｅｘｔ and ½ ¾ ± µ Ω',
  'สวัสดีชาวโลก นำเข้าข้อมูลแล้ว ๑๒ รายการ',
] as const;
