// Never ends by itself: the runner has to.
setInterval(() => {}, 1000);
