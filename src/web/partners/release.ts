export const newestRelease = () => ({ path: '/embed/v1/1.0.0/widget.js', integrity: 'sha384-x' });
